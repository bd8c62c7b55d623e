import assert from 'node:assert/strict';
import { UserError, type UserErrorCode } from '../../../src/core/userError.js';

/** Asserts that something refuses with a `UserError` of this code whose message says this. */
export function assertRefuses(action: () => unknown, code: UserErrorCode, message = /./): void {
  assert.throws(action, (error) => error instanceof UserError && error.code === code && message.test(error.message));
}
