import { elementCount } from '../../../core/axes.js';
import { decodeInto, type DTypeName, dtypes } from '../../../core/dtype.js';
import { elementAt } from '../../../core/element.js';
import type { Notice } from '../../../core/notice.js';
import type { CancelSignal, TensorSource } from '../../../core/tensorSource.js';
import { UserError } from '../../../core/userError.js';
import { storageForRange } from '../../../formats/elementRange.js';
import { inexactIntegers } from '../../../formats/inexactIntegers.js';
import { inPieces } from '../inPieces.js';
import type { Subject } from '../subject.js';
import { checkTransfer, limitBytes } from '../transferLimit.js';
import { looksWrong } from './looksWrong.js';
import type { Location } from './location.js';
import type { ProgramMemory } from './memory.js';

/** Elements in the memory of a native program, little-endian as every machine of today. */
export class NativeTensor implements TensorSource {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly fortranOrder = false;
  private inexactInOneRead = 0;
  private isSuspect = false;
  private isEchoed = false;

  constructor(
    private readonly memory: ProgramMemory,
    private readonly location: Location,
    private readonly subject: Subject,
  ) {
    this.shape = location.shape;
    this.dtype = location.dtype;
  }

  async read(start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    const out = storageForRange(start, end, elementCount(this.shape));
    const width = dtypes[this.dtype].bytes;
    const { code } = this.subject;
    const slice = `&${code}[0] with a count of ${limitBytes / width}`;
    checkTransfer(this.subject, out.length * width, this.memory.bytesPerSecond, slice);
    await this.checkUnmoved();
    const step = this.memory.pieceBytes / width;
    let inexact = 0;
    const readPiece = async (from: number, to: number): Promise<void> => {
      const bytes = await this.readBytes(from * width, (to - from) * width);
      inexact += decodeInto(this.dtype, bytes, true, out, from - start);
    };
    await inPieces(start, end, step, readPiece, signal);
    if (out.length > 0 && !this.isEchoed) await this.checkEcho(start, elementAt(out, 0));
    this.inexactInOneRead = Math.max(this.inexactInOneRead, inexact);
    this.isSuspect ||= looksWrong(out, this.dtype);
    return out;
  }

  notices(): readonly Notice[] {
    const inexact = this.inexactInOneRead === 0 ? [] : [inexactIntegers(this.inexactInOneRead, this.dtype)];
    return this.isSuspect ? [...inexact, suspect(this.subject)] : inexact;
  }

  private async checkUnmoved(): Promise<void> {
    const { address, length } = await this.location.now();
    const isSame = address === this.location.address && (length === undefined || length === this.shape[0]);
    if (isSame) return;
    throw new UserError('changed', `${this.subject.name} changed since it was looked at: inspect it again.`);
  }

  /** Compares one element with what the debugger shows of it, which it may round. */
  private async checkEcho(index: number, read: number): Promise<void> {
    const shown = await this.location.shownAt?.(index);
    const agrees =
      shown === undefined ||
      Object.is(shown, read) ||
      Math.abs(shown - read) <= displayError * Math.max(Math.abs(shown), Math.abs(read));
    this.isEchoed = agrees;
    if (agrees) return;
    throw new UserError(
      'debugger',
      `The memory of ${this.subject.name} holds ${read} where the debugger shows ${shown}: how the elements lie is not as its type says. Inspect a pointer to the first of them, with its type and their number.`,
    );
  }

  private async readBytes(offset: number, length: number): Promise<Uint8Array> {
    const address = this.location.address + BigInt(offset);
    const bytes = await this.memory.read(address, length);
    if (bytes?.length === length) return bytes;
    const after = bytes === undefined ? '' : ` beyond ${bytes.length} bytes`;
    throw new UserError(
      'no-data',
      `The memory of ${this.subject.name} at 0x${address.toString(16)} cannot be read${after}: the pointer or the number of elements is wrong.`,
    );
  }
}

function suspect({ name }: Subject): Notice {
  return {
    severity: 'warning',
    code: 'suspicious-memory',
    message: `What was read of ${name} holds no ordinary number, only NaN, 0 and subnormals: the pointer, the element type or the moment may be wrong.`,
  };
}

/** Six digits, as the least that any debugger prints. */
const displayError = 1e-5;
