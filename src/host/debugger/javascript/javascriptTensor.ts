import { decodeInto, type DTypeName, dtypes } from '../../../core/dtype.js';
import { elementCount } from '../../../core/axes.js';
import { float64Storage } from '../../../core/float64Storage.js';
import { LaneLayout } from '../../../core/laneLayout.js';
import type { Notice } from '../../../core/notice.js';
import type { CancelSignal, TensorSource } from '../../../core/tensorSource.js';
import { UserError } from '../../../core/userError.js';
import { checkElementRange } from '../../../formats/elementRange.js';
import { inexactIntegers } from '../../../formats/inexactIntegers.js';
import { base64Bytes } from '../base64Bytes.js';
import { inPieces } from '../inPieces.js';
import { checkTransfer, limitBytes } from '../transferLimit.js';
import { type Description, describedBy } from './description.js';
import { type JavascriptInspection, pieceBytes, type Stretch } from './inspection.js';

/** Elements in a JavaScript program, fetched as base64 in pieces. */
export class JavascriptTensor implements TensorSource {
  readonly shape: readonly number[];
  readonly dtype: DTypeName;
  readonly fortranOrder = false;
  private inexactInOneRead = 0;

  constructor(
    private readonly inspection: JavascriptInspection,
    private readonly description: Description,
  ) {
    this.shape = description.shape;
    this.dtype = description.dtype;
  }

  read(start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    checkElementRange(start, end, elementCount(this.shape));
    return this.readElements(start, end, 1, 1, signal);
  }

  readRows(classAxis: number, start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    const { classCount, inner } = new LaneLayout(this.shape, false, classAxis);
    return this.readElements(start * classCount, end * classCount, classCount, inner, signal);
  }

  notices(): readonly Notice[] {
    return this.inexactInOneRead === 0 ? [] : [inexactIntegers(this.inexactInOneRead, this.dtype)];
  }

  private async readElements(
    start: number,
    end: number,
    classCount: number,
    inner: number,
    signal?: CancelSignal,
  ): Promise<Float64Array> {
    const { storage, storageDtype, holderShape } = this.description;
    const width = dtypes[storageDtype].bytes;
    const { subject } = this.inspection;
    const part = `${subject.code}.${storage === 'Array' || holderShape.length > 1 ? 'slice' : 'subarray'}`;
    checkTransfer(
      subject,
      (end - start) * width,
      bytesPerSecond,
      `${part}(0, ${holderShape.length > 1 ? 1 : limitBytes / width})`,
    );
    const out = float64Storage(end - start);
    const step = pieceBytes / width;
    let inexact = 0;
    const fetchPiece = async (from: number, to: number): Promise<void> => {
      const bytes = await this.fetchBytes({ storage, holderShape, classCount, inner, start: from, end: to });
      inexact += decodeInto(this.dtype, bytes, true, out, from - start);
    };
    await inPieces(start, end, step, fetchPiece, signal);
    this.inexactInOneRead = Math.max(this.inexactInOneRead, inexact);
    return out;
  }

  private async fetchBytes(stretch: Stretch): Promise<Uint8Array> {
    const answer = await this.inspection.read(stretch);
    // Only a refusal is no text, and there the description's reader throws.
    const bytes =
      typeof answer === 'string' ? base64Bytes(answer) : (describedBy(answer, this.inspection.subject), undefined);
    const width = dtypes[this.description.storageDtype].bytes;
    if (bytes?.length === (stretch.end - stretch.start) * width + echoBytes) {
      const elements = bytes.subarray(0, -echoBytes);
      if (this.echoes(elements.subarray(-width), bytes.subarray(-echoBytes))) return elements;
    }
    throw new UserError(
      'debugger',
      `What the debugger sent of ${this.inspection.subject.name} is not what the program holds: continue to the next stop and inspect it again.`,
    );
  }

  /** Whether the last element is the number that the program itself reads there. */
  private echoes(element: Uint8Array, echo: Uint8Array): boolean {
    const [sent, read] = [new Float64Array(1), new Float64Array(1)];
    decodeInto(this.description.storageDtype, element, true, sent);
    decodeInto('float64', echo, true, read);
    return Object.is(sent[0], read[0]);
  }
}

const bytesPerSecond = 6 * 1024 * 1024;
const echoBytes = 8;
