import fc from 'fast-check';
import { UserError } from '../../../src/core/userError.js';
import { readLabels } from '../../../src/formats/labels.js';
import { memorySource } from '../../../src/formats/memorySource.js';
import { openTensor } from '../../../src/formats/open.js';
import { fixtures } from './fixtures.js';

const seed = 20252;

const files = [...fixtures('npy'), ...fixtures('json')].filter(({ bytes }) => bytes.length > 0 && bytes.length < 5000);

type Change = (bytes: number[]) => number[];

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const telling = fc.constantFrom(...Buffer.from('[]{}(),:"\'\\-+.eE0123456789 \n\0\x80\xff<>LTFN', 'latin1'));

/** One change of a file: a byte replaced, removed or put in, a part cut out or repeated, the end cut off. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.oneof(telling, fc.nat(255))).map(
    ([at, byte]): Change =>
      (bytes) =>
        bytes.with(index(at, bytes), byte),
  ),
  fc.tuple(place, telling).map(
    ([at, byte]): Change =>
      (bytes) =>
        bytes.toSpliced(index(at, bytes), 0, byte),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 20 })).map(
    ([at, length]): Change =>
      (bytes) =>
        bytes.toSpliced(index(at, bytes), length),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 20 })).map(
    ([at, length]): Change =>
      (bytes) =>
        bytes.toSpliced(index(at, bytes), 0, ...bytes.slice(index(at, bytes), index(at, bytes) + length)),
  ),
  place.map(
    (at): Change =>
      (bytes) =>
        bytes.slice(0, index(at, bytes) + 1),
  ),
);

function index(at: number, bytes: readonly number[]): number {
  return Math.floor(at * bytes.length);
}

/** Opens and reads; anything but a tensor or a `UserError` fails. */
async function openOrRefuse(bytes: Uint8Array, name: string): Promise<void> {
  const refused = (error: unknown): void => {
    if (!(error instanceof UserError)) throw error;
  };
  const count = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
  await openTensor(memorySource(bytes), name).then(({ tensor }) => tensor.read(0, count(tensor.shape)), refused);
  for (const labelsName of ['x.json', 'x.txt']) await readLabels(memorySource(bytes), labelsName).catch(refused);
}

describe('the readers', () => {
  it('answer any changed file with a tensor or a UserError', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async ({ name, bytes }, changes) => {
          const changed = changes.reduce(
            (current, apply) => (current.length > 0 ? apply(current) : current),
            [...bytes],
          );
          await openOrRefuse(Uint8Array.from(changed), name);
        },
      ),
      { seed, numRuns: 5000 },
    );
  });

  it('answer every truncation of a file with a tensor or a UserError', async () => {
    for (const { name, bytes } of files) {
      if (bytes.length > 400) continue;
      for (let length = 0; length < bytes.length; length++) await openOrRefuse(bytes.subarray(0, length), name);
    }
  });

  it('answer random bytes, and random bytes in a .npy header, with a tensor or a UserError', async () => {
    const header = fc.string({
      unit: fc.constantFrom(...Array.from(`{}()[],:'" \\LuTFdescrfortran_ordershape<>fiV0123456789-.`)),
      maxLength: 80,
    });
    const npy = header.map((text) =>
      Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Uint8Array.of(text.length, 0), Buffer.from(text)]),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 64 }), npy), (bytes) => openOrRefuse(bytes, 'x')),
      { seed, numRuns: 5000 },
    );
  });

  it('answer random JSON as JSON.parse does: neither takes what the other refuses', async () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('[]{},:"-+.eE012 \n\\u'), 'null', 'true', '"a"', '1', '[', ']'),
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        // In an array of another key the text is read for its syntax alone.
        const document = `{"x": ${value}, "logits": 1}`;
        const isJson = parses(document);
        const outcome = await openTensor(memorySource(new TextEncoder().encode(document)), 'x.json').then(
          () => 'opened',
          (error: unknown) => {
            if (!(error instanceof UserError)) throw error;
            return error.code;
          },
        );
        if (isJson !== (outcome === 'opened')) throw new Error(`${document} → ${outcome}`);
      }),
      { seed, numRuns: 20_000 },
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
