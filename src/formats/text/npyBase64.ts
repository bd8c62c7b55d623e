import { decodeInto, dtypes } from '../../core/dtype.js';
import { float64Storage } from '../../core/float64Storage.js';
import { shapeText } from '../../core/shapeText.js';
import { UserError } from '../../core/userError.js';
import { parseNpyHeader } from '../npyHeader.js';
import { NumberTally } from './numberTally.js';
import type { FoundNumbers } from './reading.js';

/** Reads the base64 text of a .npy file of version 1 to 3. Undefined where the text is none. */
export function readNpyBase64(text: string): FoundNumbers | undefined {
  const [prefix = ''] = /^\s{0,1000}b?['"]?/.exec(text) ?? [];
  const start = prefix.length;
  // 0x93 and `NUMPY`.
  if (!text.startsWith('k05VTVBZ', start)) return undefined;
  const bytes = decoded(text, start);
  const version = bytes[6] ?? 0;
  const headerStart = version === 1 ? 10 : 12;
  if (version < 1 || version > 3 || bytes.length < headerStart) throw cut();
  const view = new DataView(bytes.buffer, 0, bytes.length);
  const dataStart = headerStart + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (dataStart > bytes.length) throw cut();
  const header = parseNpyHeader(new TextDecoder('latin1').decode(bytes.subarray(headerStart, dataStart)), false);
  const { name: dtype, littleEndian } = header.dtype;
  const end = dataStart + header.count * dtypes[dtype].bytes;
  if (end > bytes.length) throw cut(` of ${dtype} and shape ${shapeText(header.shape)}`);
  const values = float64Storage(header.count);
  const tally = new NumberTally();
  tally.inexactIntegers = decodeInto(dtype, bytes.subarray(dataStart, end), littleEndian, values);
  const { shape, fortranOrder } = header;
  return { printer: 'npy', shape, values, fortranOrder, dtype, tally, start, end: text.length };
}

function cut(of = ''): UserError {
  return new UserError('truncated', `The base64 text of a .npy file${of} ends too early. Copy it whole.`);
}

/** The bytes of a base64 text, of the usual alphabet or that for addresses; stops at what is neither, but for spaces. */
function decoded(text: string, start: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil(((text.length - start) * 3) / 4));
  let [length, bits, count] = [0, 0, 0];
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code <= 0x20) continue;
    const value = code < 128 ? (digits[code] ?? 255) : 255;
    if (value === 255) break;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[length++] = (bits >> count) & 0xff;
    }
  }
  return bytes.subarray(0, length);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const digits = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if ('+-'.includes(character)) return 62;
  if ('/_'.includes(character)) return 63;
  const index = alphabet.indexOf(character);
  return index < 0 ? 255 : index;
});
