import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a program that is stopped in tests. */
export function program(name: string): string {
  return fileURLToPath(new URL(`../../../test/adapters/programs/${name}`, import.meta.url));
}

/** The line of a program that is marked with `BREAK`, from 1 on. */
export function breakLine(file: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => /[#/] BREAK$/.test(line));
  if (at < 0) throw new Error(`No line of ${file} is marked with BREAK.`);
  return at + 1;
}
