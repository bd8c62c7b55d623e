import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Debuggee } from './debuggee.js';
import { compiler, lldbAdapter } from './tools.js';

/** A C++ program stopped by lldb at the lines of its source that say `// stop`. End it. */
export class NativeProgram {
  private constructor(
    readonly debuggee: Debuggee,
    private readonly folder: string,
  ) {}

  /** Compiles and starts it, as 20 years of the language allow; `options` of g++ come after -g -O0. */
  static async start(source: string, options: readonly string[] = []): Promise<NativeProgram> {
    const folder = await mkdtemp(join(tmpdir(), 'native '));
    const [file, program] = [join(folder, 'program.cpp'), join(folder, 'program')];
    await writeFile(file, source);
    await promisify(execFile)(compiler, ['-std=c++20', '-g', '-O0', ...options, file, '-o', program]);
    const lines = source.split('\n').flatMap((line, at) => (line.includes('// stop') ? [at + 1] : []));
    const debuggee = await Debuggee.start({
      debugType: 'lldb-dap',
      adapter: [lldbAdapter],
      launch: { program, cwd: folder },
      breakpoints: { file, lines },
    });
    return new NativeProgram(debuggee, folder);
  }

  async end(): Promise<void> {
    await this.debuggee.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
