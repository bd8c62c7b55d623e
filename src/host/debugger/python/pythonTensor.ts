import * as v from 'valibot';
import { elementCount } from '../../../core/axes.js';
import { decodeInto, type DTypeName, dtypes } from '../../../core/dtype.js';
import { float64Storage } from '../../../core/float64Storage.js';
import { LaneLayout } from '../../../core/laneLayout.js';
import type { Notice } from '../../../core/notice.js';
import type { CancelSignal, SummedRow, TensorSource } from '../../../core/tensorSource.js';
import { UserError } from '../../../core/userError.js';
import { checkElementRange } from '../../../formats/elementRange.js';
import { inexactIntegers } from '../../../formats/inexactIntegers.js';
import { base64Bytes } from '../base64Bytes.js';
import { checkTransfer, limitBytes } from '../transferLimit.js';
import { type Description, describedBy, type Identity, identity, unreadable } from './description.js';
import type { PythonInspection } from './inspection.js';
import { summedRows } from './summedRows.js';

/** A reply of debugpy over 16 MiB ends the session without a word; this is a quarter of it. */
const replyBytes = 3 * 1024 * 1024;
const bytesPerSecond = 40 * 1024 * 1024;
/** What a program sums in a tenth of a second. */
const sumElements = 1 << 21;

/** A tensor in a Python program. */
export class PythonTensor implements TensorSource {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly fortranOrder = false;
  readonly sumRows?: NonNullable<TensorSource['sumRows']>;
  private inexactInOneRead = 0;
  private movesByItself = false;

  constructor(
    private readonly inspection: PythonInspection,
    private readonly description: Description,
  ) {
    this.shape = description.shape;
    this.dtype = description.dtype;
    if (description.canSum) this.sumRows = (...question) => this.sum(...question);
  }

  /** By the rows along the last axis that hold these elements. */
  async read(start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    checkElementRange(start, end, elementCount(this.shape));
    const length = this.shape.at(-1) ?? 1;
    const first = Math.floor(start / length);
    const rows = await this.readRows(Math.max(0, this.shape.length - 1), first, Math.ceil(end / length), signal);
    return rows.subarray(start - first * length, end - first * length);
  }

  async readRows(classAxis: number, start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    const { classCount } = new LaneLayout(this.shape, false, classAxis);
    const { subject } = this.inspection;
    const width = dtypes[this.dtype].bytes;
    const slice = `${subject.code}[..., :${limitBytes / 8 / width}]`;
    checkTransfer(subject, (end - start) * classCount * width, bytesPerSecond, slice);
    const out = float64Storage((end - start) * classCount);
    let inexact = 0;
    for (const piece of pieces(start, end, classCount, Math.floor(replyBytes / width))) {
      signal?.throwIfAborted();
      inexact += await this.readPiece(classAxis, piece, out, (piece.start - start) * classCount + piece.first);
    }
    this.inexactInOneRead = Math.max(this.inexactInOneRead, inexact);
    return out;
  }

  notices(): readonly Notice[] {
    return this.inexactInOneRead === 0 ? [] : [inexactIntegers(this.inexactInOneRead, this.dtype)];
  }

  private async readPiece(classAxis: number, piece: Piece, out: Float64Array, at: number): Promise<number> {
    const { subject } = this.inspection;
    const { start, end, first, last } = piece;
    const parsed = v.safeParse(reading, await this.inspection.ask('read', [classAxis, start, end, first, last]));
    if (!parsed.success) throw unreadable(subject);
    const { first: echo, bytes: sent, data } = parsed.output;
    await this.checkIdentity(parsed.output.identity);
    const bytes = base64Bytes(data);
    const count = (end - start) * (last - first);
    if (bytes?.length !== count * dtypes[this.dtype].bytes || bytes.length !== sent) throw unreadable(subject);
    const inexact = decodeInto(this.dtype, bytes, true, out, at);
    if (count > 0 && !echoes(echo, out[at])) throw unreadable(subject);
    return inexact;
  }

  private async sum(
    classAxis: number,
    start: number,
    end: number,
    targets: Int32Array,
    signal?: CancelSignal,
  ): Promise<SummedRow[]> {
    const { classCount } = new LaneLayout(this.shape, false, classAxis);
    const rowsAtOnce = Math.max(1, Math.floor(sumElements / Math.max(1, classCount)));
    const found: SummedRow[] = [];
    for (let row = start; row < end; row += rowsAtOnce) {
      signal?.throwIfAborted();
      const last = Math.min(end, row + rowsAtOnce);
      const wanted = [...targets.subarray(row - start, last - start)];
      const parsed = v.safeParse(summing, await this.inspection.ask('sums', [classAxis, row, last, wanted]));
      const rows = parsed.success ? summedRows(base64Bytes(parsed.output.data), last - row, classCount) : undefined;
      if (!parsed.success || rows === undefined) throw unreadable(this.inspection.subject);
      await this.checkIdentity(parsed.output.identity);
      found.push(...rows);
    }
    return found;
  }

  /** An expression that makes a new value each time has it in another place each time, and is then known by its shape. */
  private async checkIdentity([what, where]: Identity): Promise<void> {
    const [whatItWas, whereItWas] = this.description.identity;
    if (what === whatItWas && (this.movesByItself || where === whereItWas)) return;
    const { subject } = this.inspection;
    const now = describedBy(await this.inspection.ask('describe', []), subject).identity;
    this.movesByItself = what === whatItWas && now[0] === what && now[1] !== where;
    if (this.movesByItself) return;
    throw new UserError(
      'changed',
      `${subject.name} was changed while the program is paused, so what was read of it no longer fits. Inspect it again.`,
    );
  }
}

/** Classes `[first, last)` of rows `[start, end)`: several whole rows, or a part of one. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

function* pieces(start: number, end: number, classCount: number, most: number): Generator<Piece> {
  const rows = Math.max(1, Math.floor(most / Math.max(1, classCount)));
  for (let row = start; row < end; row += rows) {
    if (classCount <= most) {
      yield { start: row, end: Math.min(end, row + rows), first: 0, last: classCount };
      continue;
    }
    for (let first = 0; first < classCount; first += most) {
      yield { start: row, end: row + 1, first, last: Math.min(classCount, first + most) };
    }
  }
}

/** Whether the first element is the number that the program itself reads there. */
function echoes(echo: string | null, value: number | undefined): boolean {
  const said = { inf: Infinity, '-inf': -Infinity, nan: NaN }[echo ?? ''] ?? Number(echo);
  return echo !== null && Object.is(said, value);
}

const reading = v.object({
  identity,
  first: v.nullable(v.string()),
  bytes: v.number(),
  data: v.string(),
});

const summing = v.object({ identity, data: v.string() });
