/** Where the debuggers are; a plain module outside the compiled tree, hence imported by its place at run time. */
const place = new URL('../../../tools/debuggers.mjs', import.meta.url);

export const { python, lldbAdapter, compiler } = (await import(
  place.href
)) as typeof import('../../tools/debuggers.mjs');
