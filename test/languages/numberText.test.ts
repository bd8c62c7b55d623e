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
});

function compare(printed: string, dtype: 'float16' | 'float32', atLeast: number): void {
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
