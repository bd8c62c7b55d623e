import assert from 'node:assert/strict';
import { numberText } from '../../src/conversion/numberText.js';
import { ofPython } from './running.js';

describe('the shortest digits of a number', () => {
  it('are those of NumPy, for every float16', async () => {
    const printed = await ofPython(`
import numpy as np
values = np.arange(65536, dtype=np.uint16).view(np.float16)
for value in values[np.isfinite(values)]:
    print(float(value).hex(), np.format_float_scientific(value, unique=True))
`);
    compare(printed, 'float16', 63488);
  });

  it('are those of NumPy, for every power of two, its neighbours and 100,000 others of float32', async () => {
    const printed = await ofPython(`
import numpy as np
bits = np.random.default_rng(7).integers(0, 2**32, 100000, dtype=np.uint64).astype(np.uint32)
powers = np.arange(0, 255, dtype=np.uint32) << 23
values = np.concatenate([bits, powers, powers + 1, powers[1:] - 1, 1 << np.arange(23, dtype=np.uint32)]).astype(np.uint32).view(np.float32)
for value in values[np.isfinite(values)]:
    print(float(value).hex(), np.format_float_scientific(value, unique=True))
`);
    compare(printed, 'float32', 90_000);
  });

  it('are those that exact fractions give, for every bfloat16', async () => {
    compare(await ofPython(shortestOfBfloat16), 'bfloat16', 65_280);
  });
});

/**
 * What rounds to a number lies between the middles to its neighbours, which belong to it where its last bit is 0. Of the decimals
 * in there with the fewest digits the nearest is printed.
 */
const shortestOfBfloat16 = `
import struct
from fractions import Fraction
from math import floor, log10

def value_of(half):
    return struct.unpack('<f', struct.pack('<I', half << 16))[0]

def exact(half):
    return Fraction(2) ** 128 if half == 0x7f80 else Fraction(value_of(half))

def shortest(half):
    value = exact(half)
    low, high = (exact(half - 1) + value) / 2, (value + exact(half + 1)) / 2
    within = (lambda x: low <= x <= high) if half % 2 == 0 else (lambda x: low < x < high)
    for digits in range(1, 10):
        exponent = floor(log10(value_of(half))) - digits + 1
        unit = Fraction(10) ** exponent
        found = [n for n in range(floor(value / unit) - 1, floor(value / unit) + 3) if within(n * unit)]
        if found:
            best = min(found, key=lambda n: (abs(n * unit - value), n % 2))
            return f'{best}e{exponent}'

for half in range(0x7f80):
    digits = '0' if half == 0 else shortest(half)
    print(value_of(half).hex(), digits)
    print((-value_of(half)).hex(), '-' + digits)
`;

function compare(printed: string, dtype: 'float16' | 'bfloat16' | 'float32', atLeast: number): void {
  const lines = printed.trimEnd().split('\n');
  assert.ok(lines.length >= atLeast);
  for (const line of lines) {
    const [hex = '', digits = ''] = line.split(' ');
    const value = ofHex(hex);
    const text = numberText(value, dtype);
    assert.equal(Number(text), Number(digits), `${hex}: ${text} instead of ${digits}`);
    assert.equal(Object.is(Number(text), -0), hex.startsWith('-0x0.0p'), hex);
  }
}

/** What Python's `float.hex` writes. */
function ofHex(hex: string): number {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] =
    /^(-?)0x(\d)(?:\.([\da-f]*))?p([+-]\d+)$/.exec(hex) ?? [];
  const mantissa = Number.parseInt(whole + fraction, 16) / 16 ** fraction.length;
  return (sign === '-' ? -1 : 1) * mantissa * 2 ** Number(exponent);
}
