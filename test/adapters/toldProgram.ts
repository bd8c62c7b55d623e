import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Capabilities, PausedFrame } from '../../src/host/debugger/adapter.js';
import { Debuggee } from './debuggee.js';
import type { Launch } from './memoryAdapter.js';

const adapter = fileURLToPath(new URL('memoryAdapter.js', import.meta.url));

/** What `memoryAdapter.ts` is told: there is no program behind it. */
export interface Told extends Partial<Omit<Launch, 'memory'>> {
  readonly debugType: string;
  readonly capabilities?: Capabilities;
  readonly memory?: readonly { readonly address: string; readonly bytes: Uint8Array }[];
}

/** Runs a test on a frame of that adapter. */
export async function withTold(
  { debugType, capabilities = {}, memory = [], ...told }: Told,
  test: (frame: PausedFrame) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'memory '));
  const files = memory.map(({ address }, at) => ({ address, file: join(folder, `${at}.bin`) }));
  await Promise.all(memory.map(({ bytes }, at) => writeFile(join(folder, `${at}.bin`), bytes)));
  const debuggee = await Debuggee.start({
    debugType,
    adapter: [process.execPath, adapter],
    launch: { ...told, memory: files },
    breakpoints: { file: adapter, lines: [] },
  });
  try {
    await test({ ...(await debuggee.frame()), capabilities });
  } finally {
    await debuggee.end();
    await rm(folder, { recursive: true, force: true });
  }
}
