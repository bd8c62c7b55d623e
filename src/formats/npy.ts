import { counted } from '../core/counted.js';
import { decodeInto, dtypes } from '../core/dtype.js';
import type { Notice } from '../core/notice.js';
import { shapeText } from '../core/shapeText.js';
import { type StoredFloats, storedFloats } from '../core/storedFloats.js';
import type { CancelSignal, TensorSource } from '../core/tensorSource.js';
import { UserError } from '../core/userError.js';
import type { ByteSource } from './byteSource.js';
import { checkElementRange, storageForRange } from './elementRange.js';
import type { Format, OpenOptions, OpenedTensor } from './format.js';
import { inexactIntegers } from './inexactIntegers.js';
import { type NpyHeader, parseNpyHeader } from './npyHeader.js';

/**
 * The .npy files of NumPy, versions 1, 2 and 3 (NEP 1 and numpy.lib.format):
 *
 *     0      6        8              10 or 12
 *     93NUMPY major minor  header length (2 bytes; from version 2 on 4)  header  elements …
 *
 * Opening reads the header alone; the elements are read when they are asked for.
 */
export const npyFormat: Format = {
  name: 'npy',
  recognises: (head) => head.length > 0 && magic.every((byte, index) => index >= head.length || head[index] === byte),
  open: openNpy,
};

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * The longest header that is read. A plain array's takes under 2,000 bytes even with 64 axes and padding; NumPy
 * itself reads only 10,000 unless told otherwise. This allows for generous padding, and for naming what a structured
 * array is.
 */
const maxHeaderBytes = 256 * 1024;

/** As many bytes are read at a time, so that a long read can be cancelled and takes little memory beside its result. */
const pieceBytes = 8 * 1024 * 1024;

async function openNpy(source: ByteSource, _name: string, options: OpenOptions): Promise<OpenedTensor> {
  const { text, dataStart } = await readHeader(source, options.signal);
  const header = parseNpyHeader(text, options.dtype === 'bfloat16');
  checkSize(source.size, dataStart, header);
  const tensor = new NpyTensor(source, dataStart, header);
  return {
    format: 'npy',
    tensor,
    get notices() {
      return tensor.notices();
    },
  };
}

async function readHeader(source: ByteSource, signal?: AbortSignal): Promise<{ text: string; dataStart: number }> {
  const preamble = await source.read(0, Math.min(12, source.size), signal);
  if (preamble.length < 8) throw endsInHeader(source.size, 10);
  const [major = 0, minor = 0] = preamble.subarray(6);
  if (major < 1 || major > 3 || minor !== 0) throw unknownVersion(major, minor);
  const textStart = major === 1 ? 10 : 12;
  if (preamble.length < textStart) throw endsInHeader(source.size, textStart);
  const view = new DataView(preamble.buffer, preamble.byteOffset, preamble.byteLength);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataStart = textStart + length;
  if (dataStart > source.size) throw endsInHeader(source.size, dataStart);
  if (length > maxHeaderBytes) throw headerTooLarge(length);
  const bytes = await source.read(textStart, length, signal);
  return { text: decodeHeader(bytes, major), dataStart };
}

function decodeHeader(bytes: Uint8Array, major: number): string {
  if (major < 3) return new TextDecoder('latin1').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError('corrupt', 'The header is not valid UTF-8. Save the array anew with np.save.');
  }
}

function checkSize(size: number, dataStart: number, { count, dtype, shape }: NpyHeader): void {
  const declared = count * dtypes[dtype.name].bytes;
  const found = size - dataStart;
  const what = `${dtype.name} of shape ${shapeText(shape)}`;
  if (found < declared) {
    throw new UserError(
      'truncated',
      `The file is cut off: its header declares ${counted(declared, 'byte')} of data (${what}), but ${follow(found)}. ` +
        'Copy or save it anew.',
    );
  }
  if (found > declared) {
    throw new UserError(
      'corrupt',
      `The header declares ${counted(declared, 'byte')} of data (${what}), but ${follow(found)}. If several arrays were saved in one ` +
        'file, save each in a file of its own.',
    );
  }
}

function follow(bytes: number): string {
  return `${bytes} ${bytes === 1 ? 'follows' : 'follow'}`;
}

/** Elements on disk; each read reads its own bytes and no others. */
class NpyTensor implements TensorSource {
  readonly shape;
  readonly dtype;
  readonly fortranOrder;
  readonly readStoredInto?: NonNullable<TensorSource['readStoredInto']>;
  private inexactInOneRead = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly dataStart: number,
    private readonly header: NpyHeader,
  ) {
    this.shape = header.shape;
    this.dtype = header.dtype.name;
    this.fortranOrder = header.fortranOrder;
    if (header.dtype.littleEndian) this.readStoredInto = (start, out, signal) => this.readInto(start, out, signal);
  }

  async read(start: number, end: number, signal?: CancelSignal): Promise<Float64Array> {
    const out = storageForRange(start, end, this.header.count);
    const { name, littleEndian } = this.header.dtype;
    const width = dtypes[name].bytes;
    const pieceElements = pieceBytes / width;
    let inexact = 0;
    for (let done = 0; done < out.length; done += pieceElements) {
      signal?.throwIfAborted();
      const length = Math.min(pieceElements, out.length - done) * width;
      const bytes = await this.readBytes(this.dataStart + (start + done) * width, length);
      inexact += decodeInto(name, bytes, littleEndian, out, done);
    }
    this.inexactInOneRead = Math.max(this.inexactInOneRead, inexact);
    return out;
  }

  private async readInto(start: number, out: Uint8Array, signal?: CancelSignal): Promise<void> {
    const width = dtypes[this.dtype].bytes;
    for (let done = 0; done < out.length; done += pieceBytes) {
      signal?.throwIfAborted();
      const piece = out.subarray(done, done + pieceBytes);
      const offset = this.dataStart + start * width + done;
      if (this.source.readInto === undefined) piece.set(await this.readBytes(offset, piece.length));
      else await this.source.readInto(offset, piece);
    }
  }

  async readStored(start: number, end: number, signal?: CancelSignal): Promise<StoredFloats | undefined> {
    const { name, littleEndian } = this.header.dtype;
    if (!littleEndian || dtypes[name].kind !== 'float') return undefined;
    checkElementRange(start, end, this.header.count);
    signal?.throwIfAborted();
    const width = dtypes[name].bytes;
    const bytes = await this.readBytes(this.dataStart + start * width, (end - start) * width);
    return storedFloats(name, bytes);
  }

  private async readBytes(offset: number, length: number): Promise<Uint8Array> {
    const bytes = await this.source.read(offset, length);
    if (bytes.length === length) return bytes;
    throw new UserError('truncated', 'The file became shorter while it was read. Open it anew.');
  }

  notices(): readonly Notice[] {
    return this.inexactInOneRead === 0 ? [] : [inexactIntegers(this.inexactInOneRead, this.dtype)];
  }
}

function unknownVersion(major: number, minor: number): UserError {
  return new UserError(
    'unsupported-format',
    `The file is of version ${major}.${minor} of the .npy format; 1.0, 2.0 and 3.0 can be read. Save the array anew with np.save.`,
  );
}

function endsInHeader(size: number, needed: number): UserError {
  return new UserError(
    'truncated',
    `The file is cut off in its header: it has ${counted(size, 'byte')}, and the header alone takes ${needed}. Copy or save it anew.`,
  );
}

function headerTooLarge(length: number): UserError {
  return new UserError(
    'too-large',
    `The header is declared ${length} bytes long, while that of a plain array takes under 2,000; up to ${maxHeaderBytes} are ` +
      'read. Save the array anew with np.save.',
  );
}
