import assert from 'node:assert/strict';
import { fromBase64 } from '../../../src/core/base64.js';

describe('fromBase64', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  // RFC 4648, section 10, and every byte.
  const texts: Readonly<Record<string, Uint8Array>> = {
    '': new Uint8Array(0),
    'Zg==': Uint8Array.of(0x66),
    'Zm9vYmE=': new TextEncoder().encode('fooba'),
    [btoa(String.fromCharCode(...all))]: all,
  };

  it('decodes with the decoder of Node', () => {
    for (const [text, bytes] of Object.entries(texts)) assert.deepEqual(fromBase64(text), bytes);
  });

  it('decodes where there is none', () => {
    const { Buffer } = globalThis;
    Reflect.deleteProperty(globalThis, 'Buffer');
    try {
      for (const [text, bytes] of Object.entries(texts)) assert.deepEqual(fromBase64(text), bytes);
    } finally {
      Object.defineProperty(globalThis, 'Buffer', { value: Buffer, configurable: true, writable: true });
    }
  });
});
