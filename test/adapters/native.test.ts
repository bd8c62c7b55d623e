import assert from 'node:assert/strict';
import type { DebugValue, DescribeOptions, PointerReading } from '../../src/host/debugger/adapter.js';
import { nativeFamily } from '../../src/host/debugger/native.js';
import { NativeProgram } from './nativeProgram.js';
import { refused } from './refused.js';

/** Every number in it is exact in its type. */
const source = `
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <span>
#include <vector>
struct Model { float *data; std::vector<float> bias; };
typedef float real;
static float large[100000000];
int main() {
  float plain[10];
  for (int index = 0; index < 10; index++) plain[index] = index / 4.0f;
  float nested[2][3] = {{1, 2, 3}, {NAN, -INFINITY, -0.0f}};
  std::vector<float> row(128256);
  for (int index = 0; index < 128256; index++) row[index] = index / 4.0f;
  std::vector<float> empty;
  std::vector<std::array<double, 2>> pairs{{1, 2}, {3, 4}, {5, 0.1}};
  std::vector<std::vector<float>> ragged{{1, 2}, {3}};
  std::vector<bool> packed{true, false};
  std::array<std::array<int16_t, 3>, 2> grid{{{1, 2, 3}, {-4, -5, -32768}}};
  std::span<float> part(row.data() + 1, 4);
  std::span<float, 2> fixedPart(row.data() + 2, 2);
  int64_t wide[2] = {-5, (1LL << 53) + 1};
  unsigned long sized[1] = {7};
  uint8_t bytes[3] = {0, 65, 255};
  bool flags[2] = {true, false};
  _Float16 half[4] = {1, -2, 65504, 0.5};
  uint16_t brain[2] = {0x3f80, 0xc000};
  float *pointer = row.data() + 4;
  void *anything = brain;
  float *null = nullptr;
  float *wild = (float *)16;
  real *aliased = plain;
  double integers[4];
  for (int index = 0; index < 4; index++) *(int64_t *)&integers[index] = index + 1;
  float scalar = 1.5f;
  Model model{row.data(), {1, 2}};
  std::vector<float> &reference = row;
  const std::vector<float> *toVector = &row;
  float (*toArray)[3] = nested;
  for (int index = 0; index < 128256; index++) large[700 * 128256 + index] = index / 4.0f;
  int memory = 1;
  std::puts("here"); // stop
  row.resize(3);
  std::puts("changed"); // stop
  return memory + (null == pointer) + plain[0] + half[0] + (anything == wild) + aliased[0] + scalar + toArray[0][0] + large[0];
}
`;

const { signal } = new AbortController();

describe('a C++ program at a breakpoint of lldb', () => {
  let program: NativeProgram;
  before(async () => (program = await NativeProgram.start(source)));
  after(() => program.end());

  async function inspect(expression: string, options: Partial<DescribeOptions> = {}): Promise<DebugValue> {
    const target = { name: expression, expression };
    return nativeFamily.describe(await program.debuggee.frame(), target, { signal, ...options });
  }

  const says = (dtype: string, count: number): Partial<DescribeOptions> => ({
    askPointer: () => Promise.resolve<PointerReading>({ dtype, count }),
  });

  async function read({ opened: { tensor } }: DebugValue): Promise<number[]> {
    return Array.from(
      await tensor.read(
        0,
        tensor.shape.reduce((product, length) => product * length, 1),
      ),
    );
  }

  const readable: readonly (readonly [string, string, readonly number[], readonly number[]])[] = [
    ['plain', 'float32', [10], [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25]],
    ['nested', 'float32', [2, 3], [1, 2, 3, NaN, -Infinity, -0]],
    ['nested[0]', 'float32', [3], [1, 2, 3]],
    ['toArray', 'float32', [3], [1, 2, 3]],
    ['empty', 'float32', [0], []],
    ['pairs', 'float64', [3, 2], [1, 2, 3, 4, 5, 0.1]],
    ['ragged[0]', 'float32', [2], [1, 2]],
    ['grid', 'int16', [2, 3], [1, 2, 3, -4, -5, -32768]],
    ['part', 'float32', [4], [0.25, 0.5, 0.75, 1]],
    ['fixedPart', 'float32', [2], [0.5, 0.75]],
    ['wide', 'int64', [2], [-5, 2 ** 53]],
    ['sized', 'uint64', [1], [7]],
    ['bytes', 'uint8', [3], [0, 65, 255]],
    ['flags', 'bool', [2], [1, 0]],
    ['half', 'float16', [4], [1, -2, 65504, 0.5]],
    ['model.bias', 'float32', [2], [1, 2]],
  ];

  for (const [expression, dtype, shape, elements] of readable) {
    it(`reads ${expression}`, async () => {
      const value = await inspect(expression);
      assert.deepEqual([value.opened.tensor.dtype, value.opened.tensor.shape], [dtype, shape]);
      assert.deepEqual(await read(value), elements);
    });
  }

  for (const expression of ['row', 'reference', 'toVector', '*toVector', '(row)']) {
    it(`reads a row of 128,256 float32: ${expression}`, async () => {
      const value = await inspect(expression);
      assert.equal(value.sizeBytes, 513_024);
      assert.deepEqual(value.opened.tensor.shape, [128256]);
      const elements = await value.opened.tensor.read(0, 128256);
      assert.ok(elements.every((element, index) => element === index / 4));
      assert.ok(program.debuggee.largestReplyBytes < 1024 * 1024);
    });
  }

  it('reads what the user says that a pointer points at', async () => {
    let asked = '';
    const value = await inspect('pointer', {
      askPointer: (what) => {
        asked = what;
        return Promise.resolve({ dtype: 'float32', count: 3 });
      },
    });
    assert.match(asked, /pointer.*float/);
    assert.deepEqual(await read(value), [1, 1.25, 1.5]);
    assert.deepEqual(await read(await inspect('anything', says('bfloat16', 2))), [1, -2]);
    assert.deepEqual(await read(await inspect('aliased', says('float32', 2))), [0, 0.25]);
    assert.deepEqual(await read(await inspect('row._M_impl._M_start', says('float32', 2))), [0, 0.25]);
    assert.deepEqual(await read(await inspect('&row[4]', says('float32', 2))), [1, 1.25]);
  });

  it('says so where what it read looks like memory of another type', async () => {
    // The integers 1 to 4 are subnormal as float64.
    const value = await inspect('integers');
    assert.deepEqual(value.opened.notices, []);
    assert.deepEqual(
      await read(value),
      [1, 2, 3, 4].map((integer) => integer * 2 ** -1074),
    );
    assert.equal(value.opened.notices.map(({ code }) => code).join(), 'suspicious-memory');
    const right = await inspect('&integers[0]', says('int64', 4));
    assert.deepEqual(await read(right), [1, 2, 3, 4]);
    assert.deepEqual(right.opened.notices, []);
  });

  const refusals: readonly (readonly [string, Parameters<typeof refused>[1], ...string[]])[] = [
    ['nowhere', 'not-found', 'undeclared identifier'],
    ['scalar', 'not-numeric', 'float'],
    ['model', 'not-numeric', 'Model', 'model.data'],
    ['packed', 'unsupported-dtype', 'std::vector<char>'],
    ['null', 'no-data', 'null'],
    ['pointer', 'no-data', 'float *', 'how many'],
  ];
  for (const [expression, code, ...words] of refusals) {
    it(`refuses ${expression}`, () => refused(inspect(expression), code, ...words));
  }

  it('refuses memory that is not there, and readings that make no sense', async () => {
    const wild = await inspect('wild', says('float32', 100));
    await refused(wild.opened.tensor.read(0, 100), 'no-data', '0x10');
    await refused(inspect('pointer', says('float33', 2)), 'bad-option', 'float33');
    await refused(inspect('pointer', says('float32', 1.5)), 'bad-option', '1.5');
    const large = await inspect('pointer', says('float32', 2 ** 30));
    await refused(large.opened.tensor.read(0, 2 ** 25), 'too-large', '128 MB', '&pointer[0]');
  });

  it('reads a row of 100 million elements, and no more', async () => {
    const value = await inspect('large');
    assert.equal(value.sizeBytes, 400_000_000);
    const { debuggee } = program;
    const before = debuggee.repliesBytes;
    const row = await value.opened.tensor.read(700 * 128256, 701 * 128256);
    assert.ok(row.every((element, index) => element === index / 4));
    // As text a word of eight bytes takes nineteen characters.
    assert.ok(debuggee.repliesBytes - before < 1.3 * 1024 * 1024);
    assert.ok(debuggee.largestReplyBytes < 1024 * 1024);
  });

  it('ends a long reading between two pieces when cancelled', async () => {
    const { tensor } = (await inspect('large')).opened;
    const { debuggee } = program;
    const before = debuggee.repliesBytes;
    const cancel = new AbortController();
    const reading = tensor.read(0, 16_000_000, {
      throwIfAborted: () => {
        if (debuggee.repliesBytes - before > 2 * 1024 * 1024) cancel.abort();
        cancel.signal.throwIfAborted();
      },
    });
    await assert.rejects(reading, { name: 'AbortError' });
    assert.ok(debuggee.repliesBytes - before < 8 * 1024 * 1024);
  });

  it('is refused, and nothing hangs, when the program ends while it is read', async () => {
    const other = await NativeProgram.start(`
static float large[100000000];
int main() {
  return large[0]; // stop
}
`);
    const frame = await other.debuggee.frame();
    const { tensor } = (await nativeFamily.describe(frame, { name: 'large', expression: 'large' }, { signal })).opened;
    let asked = 0;
    let ended: Promise<void> | undefined;
    const reading = tensor.read(0, 16_000_000, {
      throwIfAborted: () => {
        if (++asked === 10) ended = other.end();
      },
    });
    await refused(reading, 'no-data', 'large');
    await ended;
  });

  it('is not read once cancelled', async () => {
    const { tensor } = (await inspect('row')).opened;
    await assert.rejects(tensor.read(0, 10, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('refuses what changed since it was looked at', async () => {
    const value = await inspect('row');
    await program.debuggee.continueToStop();
    await refused(value.opened.tensor.read(0, 10), 'changed', 'row');
  });
});

describe('a C++ program compiled with optimisation', () => {
  it('says what to do about a variable that was optimised away', async () => {
    const optimised = `
#include <cstdio>
int main(int count, char **) {
  float gone[4] = {1, 2, 3, 4};
  float *pointer = gone;
  std::printf("%d", count);
  std::printf("%d", count); // stop
  return 0;
}
`;
    const program = await NativeProgram.start(optimised, ['-O2']);
    try {
      const frame = await program.debuggee.frame();
      const described = nativeFamily.describe(frame, { name: 'pointer', expression: 'pointer' }, { signal });
      await refused(described, 'not-found', 'optimised', '-Og', 'volatile');
    } finally {
      await program.end();
    }
  });
});
