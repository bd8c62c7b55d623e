import assert from 'node:assert/strict';
import { UserError, type UserErrorCode } from '../../../src/core/userError.js';

/** Asserts that something rejects with a `UserError` of this code whose message says this. */
export async function assertRejects(
  action: Promise<unknown>,
  code: UserErrorCode,
  says: string | RegExp = /./,
): Promise<void> {
  await assert.rejects(action, (error) => {
    if (!(error instanceof UserError)) throw error;
    assert.equal(error.code, code, error.message);
    if (typeof says === 'string') assert.ok(error.message.includes(says), error.message);
    else assert.match(error.message, says);
    return true;
  });
}
