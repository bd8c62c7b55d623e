import * as v from 'valibot';
import { UserError } from '../../../core/userError.js';
import { type PausedFrame, RequestFailed } from '../adapter.js';
import { base64Bytes } from '../base64Bytes.js';

/** A way to read the memory of a program. */
export interface ProgramMemory {
  /** The most bytes to ask for at once; a piece takes under 200 milliseconds. */
  readonly pieceBytes: number;
  readonly bytesPerSecond: number;
  /** The bytes from an address on; fewer where the memory ends, undefined where they cannot be read. */
  read(address: bigint, length: number): Promise<Uint8Array | undefined>;
}

/** The way that a debug adapter offers; undefined where it has none. */
export function memoryOf(frame: PausedFrame): ProgramMemory | undefined {
  // Asked for it without offering it, lldb-dap 19 dies.
  if (frame.capabilities.supportsReadMemoryRequest === true) return new RequestedMemory(frame);
  return lldbTypes.has(frame.debugType) ? new PrintedMemory(frame) : undefined;
}

const lldbTypes: ReadonlySet<string> = new Set(['lldb-dap', 'lldb-vscode']);

/** Memory by the `readMemory` request. */
class RequestedMemory implements ProgramMemory {
  readonly pieceBytes = 512 * 1024;
  readonly bytesPerSecond = 4 * 1024 * 1024;

  constructor(private readonly frame: PausedFrame) {}

  async read(address: bigint, length: number): Promise<Uint8Array | undefined> {
    const args = { memoryReference: hexadecimal(address), offset: 0, count: length };
    const reply = await this.frame.request('readMemory', args).catch(unlessRefused);
    if (reply === undefined) return undefined;
    const parsed = v.safeParse(memory, reply);
    if (!parsed.success) throw unreadable();
    return base64Bytes(parsed.output.data ?? '');
  }
}

/**
 * Memory as lldb prints it, for lldb-dap before version 20, which has no `readMemory`. Eight bytes a word in hexadecimal take
 * the least text:
 *
 *     0x7ffff7e2e010: 0x3e80000000000000 0x3f4000003f000000 …
 */
class PrintedMemory implements ProgramMemory {
  readonly pieceBytes = 256 * 1024;
  readonly bytesPerSecond = 4 * 1024 * 1024;

  constructor(private readonly frame: PausedFrame) {}

  async read(address: bigint, length: number): Promise<Uint8Array | undefined> {
    const words = Math.floor(length / 8);
    const whole = words > 0 ? await this.print(address, words, 8) : new Uint8Array(0);
    const rest = length % 8;
    if (whole === undefined || rest === 0) return whole;
    const tail = await this.print(address + BigInt(8 * words), rest, 1);
    if (tail === undefined) return undefined;
    return Uint8Array.from([...whole, ...tail]);
  }

  private async print(address: bigint, count: number, size: 1 | 8): Promise<Uint8Array | undefined> {
    const limits = `--size ${size} --count ${count} --num-per-line 64`;
    // The backtick: a command, even where the program has a variable of its name.
    const expression = `\`memory read --force --format x ${limits} ${hexadecimal(address)}`;
    const args = { expression, frameId: this.frame.frameId, context: 'repl' };
    const answer = await this.frame.request('evaluate', args).catch(unlessRefused);
    if (answer === undefined) return undefined;
    const reply = v.safeParse(printed, answer);
    if (!reply.success) throw unreadable();
    const bytes = new Uint8Array(count * size);
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const [, line = ''] of reply.output.result.matchAll(/^0x[0-9a-f]+:((?: 0x[0-9a-f]+)+)$/gm)) {
      for (const word of line.trimStart().split(' ')) {
        if (at === bytes.length) throw unreadable();
        if (size === 8) view.setBigUint64(at, BigInt(word), true);
        else view.setUint8(at, Number(word));
        at += size;
      }
    }
    return at === 0 ? undefined : bytes.subarray(0, at);
  }
}

function hexadecimal(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** Undefined for a request that the adapter refused. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof RequestFailed)) throw error;
}

function unreadable(): UserError {
  return new UserError(
    'debugger',
    'What the debugger answered about the program’s memory cannot be read: step on and try again.',
  );
}

const memory = v.object({ data: v.optional(v.string()) });
const printed = v.object({ result: v.string() });
