import assert from 'node:assert/strict';
import { UserError, type UserErrorCode } from '../../src/core/userError.js';

/** Asserts that a promise is refused with that code, in a sentence that contains all the words. */
export async function refused(
  promise: Promise<unknown>,
  code: UserErrorCode,
  ...words: readonly (string | RegExp)[]
): Promise<void> {
  await assert.rejects(promise, (error) => {
    if (!(error instanceof UserError)) return false;
    assert.equal(error.code, code, error.message);
    for (const word of words) assert.match(error.message, typeof word === 'string' ? literally(word) : word);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
}

function literally(text: string): RegExp {
  return new RegExp(text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
}
