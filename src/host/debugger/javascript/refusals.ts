import { quoted } from '../../../core/quoted.js';
import { UserError, type UserErrorCode } from '../../../core/userError.js';
import type { Subject } from '../subject.js';

/** Why `inspect.js` read nothing; `detail$` is a class, a place or an error of the program. */
export interface Refusal {
  readonly refusal$: string;
  readonly detail$: string;
}

/** The refusal in a sentence. */
export function refusalOf({ refusal$: refusal, detail$: detail }: Refusal, subject: Subject): UserError {
  const sentence = sentences.get(refusal) ?? thrown;
  const [code, message] = sentence(subject, text(detail));
  return new UserError(code, message);
}

type Sentence = (subject: Subject, detail: string) => readonly [code: UserErrorCode, message: string];

const thrown: Sentence = ({ name }, detail) => [
  'unreadable',
  `${name} cannot be read, because its own code fails: ${detail}. Copy its numbers into a Float32Array in the program.`,
];

const sentences: ReadonlyMap<string, Sentence> = new Map(
  Object.entries<Sentence>({
    expression: ({ name }, detail) => [
      'not-found',
      `${name} has no value here: ${detail}. ${detail.includes('not defined') ? unusedAdvice : 'Step on, or choose another frame.'}`,
    ],
    nothing: ({ name }, detail) => ['no-data', `${name} is ${detail} here: stop after the line that sets it.`],
    primitive: ({ name }, detail) => ['not-numeric', `${name} is a ${detail}: point at an array of numbers.`],
    object: ({ name, code }, detail) => [
      'not-numeric',
      `${name} is an object (${detail}) that is no array or tensor known here: point at the typed array in it, as in ${code}.data.`,
    ],
    view: ({ name, code }) => [
      'not-numeric',
      `${name} is a DataView, bytes without an element type: inspect new Float32Array(${bytesOf(code)}), or another typed array on them.`,
    ],
    buffer: ({ name, code }, detail) => [
      'not-numeric',
      `${name} is ${article(detail)}, bytes without an element type: inspect new Float32Array(${code}), or another typed array on it.`,
    ],
    promise: ({ name }) => [
      'no-data',
      `${name} is a promise, and nothing can be awaited while the program is paused: await it in the program, then stop after that line and inspect the result.`,
    ],
    proxy: ({ name, code }, detail) => [
      'no-data',
      `${name} is a Proxy of ${article(detail)}, whose memory only the array itself shows: inspect the raw array (in Vue, toRaw(${code})).`,
    ],
    collection: ({ name, code }, detail) => ['not-numeric', `${name} is a ${detail}: inspect [...${code}.values()].`],
    device: ({ name }, detail) => [
      'no-data',
      `${name} is a ${detail}, which lies on the GPU: copy it to a typed array in the program, then stop after that line.`,
    ],
    disposed: ({ name }, detail) => [
      'no-data',
      `${name} is ${article(detail)} that was disposed of: stop before that, or keep it (tf.keep).`,
    ],
    onnxElsewhere: ({ name, code }, detail) => [
      'no-data',
      `The elements of ${name} lie elsewhere (${detail}): put “await ${code}.getData()” before the breakpoint, or ask for outputs on the CPU with preferredOutputLocation: 'cpu'.`,
    ],
    tensorFlowElsewhere: ({ name, code }) => [
      'no-data',
      `The elements of ${name} are not on the CPU: put “const values = await ${code}.data()” before the breakpoint, and inspect ${name} or values after it.`,
    ],
    dtype: ({ name }, detail) => [
      'unsupported-dtype',
      `${name} is of ${detail}, which holds no plain numbers: inspect its real part, or a tensor of float32.`,
    ],
    withoutData: ({ name }, detail) => [
      'no-data',
      `${name} is ${article(detail)} without data: stop after it was computed.`,
    ],
    length: ({ name }, detail) => [
      'shape-mismatch',
      `${name} holds ${detail} elements of its shape: look at how it was made.`,
    ],
    deep: ({ name }) => ['ragged', `${name} is nested more than 64 deep: point at a part of it.`],
    large: ({ name, code }) => [
      'too-large',
      `${name} is made of more arrays and numbers than can be looked at one by one: inspect a part of it, as in ${code}[0].`,
    ],
    ragged: ({ name }, detail) => [
      'ragged',
      `${name} is ragged: ${detail}. Inspect one row, or give all the same length.`,
    ],
    element: ({ name, code }, detail) => [
      'not-numeric',
      `${name} holds more than numbers: ${detail}. Inspect a part, or copy it with Float64Array.from(${code}, Number).`,
    ],
    changed: ({ name }, detail) => ['changed', `${name} changed since it was looked at (${detail}): inspect it again.`],
  }),
);

const unusedAdvice =
  'A variable of an enclosing function is there only where the function uses it: mention it in this function, or choose the frame that it is in.';

function text(detail: string): string {
  return quoted(detail, 200).slice(1, -1);
}

function article(noun: string): string {
  return `${/^[AEIO]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

function bytesOf(view: string): string {
  return `${view}.buffer, ${view}.byteOffset, ${view}.byteLength / 4`;
}
