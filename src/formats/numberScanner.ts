import { fromBase64 } from '../core/base64.js';
import { base } from './generated/numberScanner.js';
import { exactPowersOfTen } from './longNumber.js';
import { powersOfFive } from './powersOfFive.js';

/** What a scan found. */
export interface ScannedNumbers {
  /** A view that the next scan overwrites. */
  readonly values: Float64Array;
  /** The index in `text` after them and what follows them. */
  readonly position: number;
  /** Whether a comma or an opening bracket follows, and then white space at most; else neither does. */
  readonly awaitsValue: boolean;
  /** How many arrays ended, each of the length that was asked for, and the next of which began. */
  readonly rows: number;
  /** How many of the numbers stand in the last array. */
  readonly inLastRow: number;
  /** How many were integers that float64 does not hold exactly. */
  readonly inexactIntegers: number;
}

/**
 * Reads runs of JSON numbers several times as fast as `NumberReader`, and to the same bits. It is a WebAssembly module
 * (assembly/numberScanner.ts), which leaves to the caller whatever is rare, cut off or wrong.
 */
export class NumberScanner {
  /** Bytes in the module's memory for the text that is to be scanned. */
  readonly text: Uint8Array<ArrayBuffer>;
  private readonly values: Float64Array;
  private readonly integers: Int32Array;
  private readonly report: Int32Array;
  private readonly module: ScannerModule;

  /** A scanner for pieces of text of up to `textBytes`, or undefined where the host has none. */
  static create(textBytes: number): NumberScanner | undefined {
    try {
      return new NumberScanner(textBytes);
    } catch {
      // No WebAssembly or no SIMD, a policy against it, or no memory: an engine has an error of its own for each.
      return undefined;
    }
  }

  private constructor(textBytes: number) {
    const values = layout.text + Math.ceil((textBytes + layout.beyondText) / 8) * 8;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((values + 12 * maxValues) / pageBytes) });
    this.text = new Uint8Array(memory.buffer, layout.text, textBytes);
    this.values = new Float64Array(memory.buffer, values, maxValues);
    this.integers = new Int32Array(memory.buffer, values + 8 * maxValues, maxValues);
    this.report = new Int32Array(memory.buffer, layout.report, 5);
    new Float64Array(memory.buffer, layout.powersOfTen).set(exactPowersOfTen);
    new BigUint64Array(memory.buffer, layout.powersOfFive).set(powersOfFive());
    this.module = instantiated(memory);
    this.module.prepare();
  }

  /**
   * Reads the numbers from `text[start]` on, the first byte of a value, up to `end` at most, where a zero stands. They stand in an array, `items` behind its start; the arrays beside it have `rowLength`
   * items, undefined where that is not known.
   */
  scan(start: number, end: number, rowLength: number | undefined, items: number): ScannedNumbers {
    const { text, values } = this;
    const knownLength = rowLength !== undefined && Math.max(rowLength, items) < maxRowLength ? rowLength : 0;
    const count = this.module.scan(
      text.byteOffset + start,
      text.byteOffset + end,
      values.byteOffset,
      values.length,
      knownLength,
      knownLength === 0 ? 0 : items,
    );
    const [position = 0, awaitsValue, rows = 0, inLastRow = 0, inexactIntegers = 0] = this.report;
    return {
      values: values.subarray(0, count),
      position: position - text.byteOffset,
      awaitsValue: awaitsValue === 1,
      rows,
      inLastRow,
      inexactIntegers,
    };
  }

  /**
   * The same as int32 of values that were just scanned, or undefined where not all of them are: −0 is none. A view that the
   * next call overwrites.
   */
  int32Of({ byteOffset, length }: Float64Array): Int32Array | undefined {
    const { integers, module } = this;
    return module.narrow(byteOffset, length, integers.byteOffset) === 1 ? integers.subarray(0, length) : undefined;
  }
}

/** The exports of assembly/numberScanner.ts. */
interface ScannerModule {
  prepare(): void;
  narrow(start: number, count: number, out: number): number;
  scan(start: number, end: number, out: number, room: number, rowLength: number, items: number): number;
}

function instantiated(memory: WebAssembly.Memory): ScannerModule {
  // The compiler of the module gives no types; this is what it exports.
  return new WebAssembly.Instance(new WebAssembly.Module(fromBase64(base)), { env: { memory } })
    .exports as ScannerModule;
}

/** Where things stand in the memory, in bytes; assembly/layout.ts says the same. */
const layout = {
  report: 1024,
  powersOfTen: 1280,
  powersOfFive: 12288,
  text: 32768,
  /** The module loads vectors at any byte of the text. */
  beyondText: 64,
} as const;

const pageBytes = 64 * 1024;
/** So few that they stay in the cache until they are copied. */
const maxValues = 16 * 1024;
/** Larger ones would not fit into the module's addresses. */
const maxRowLength = 2 ** 28;
