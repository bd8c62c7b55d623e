import assert from 'node:assert/strict';
import { SessionState } from '../../../../src/host/debugger/sessionState.js';

describe('What a session says of itself', () => {
  const stopped = { type: 'event', seq: 9, event: 'stopped', body: { reason: 'breakpoint', threadId: 7 } };
  const request = (command: string, args: object = {}): object => ({
    type: 'request',
    seq: 5,
    command,
    arguments: args,
  });

  it('what the adapter can do, from its answer to initialize', () => {
    const state = new SessionState();
    state.sent(request('initialize', { clientID: 'vscode' }));
    const body = { supportsReadMemoryRequest: true, supportsClipboardContext: false, exceptionBreakpointFilters: [] };
    state.received({ type: 'response', seq: 1, request_seq: 5, success: true, command: 'initialize', body });
    assert.equal(state.capabilities.supportsReadMemoryRequest, true);
    assert.equal(state.capabilities.supportsClipboardContext, false);
  });

  it('what it learns later, from a capabilities event', () => {
    const state = new SessionState();
    state.received({
      type: 'event',
      event: 'capabilities',
      body: { capabilities: { supportsReadMemoryRequest: true } },
    });
    assert.equal(state.capabilities.supportsReadMemoryRequest, true);
  });

  it('that it is paused, and where', () => {
    const state = new SessionState();
    assert.deepEqual(state.received(stopped), { kind: 'stopped', threadId: 7 });
    assert.equal(state.isPaused, true);
    assert.deepEqual([...state.pausedThreads], [7]);
  });

  for (const command of ['continue', 'next', 'stepIn', 'stepOut', 'restart', 'disconnect']) {
    it(`that it runs as soon as “${command}” is asked for, once`, () => {
      const state = new SessionState();
      state.received(stopped);
      assert.deepEqual(state.sent(request(command, { threadId: 7 })), { kind: 'went-on' });
      assert.equal(state.isPaused, false);
      assert.equal(state.received({ type: 'event', event: 'continued', body: { threadId: 7 } }), undefined);
    });
  }

  it('what VS Code copied, with the expression it came from, until the program goes on', () => {
    const state = new SessionState();
    state.received(stopped);
    state.sent(request('evaluate', { context: 'clipboard', expression: 'logits', frameId: 2 }));
    const body = { result: 'tensor([...])', variablesReference: 0 };
    state.received({ type: 'response', request_seq: 5, success: true, body });
    assert.deepEqual(state.lastCopied, { expression: 'logits', frameId: 2, text: 'tensor([...])' });
    state.sent(request('next'));
    assert.equal(state.lastCopied, undefined);
  });

  it('nothing, in messages that are none of the protocol', () => {
    const state = new SessionState();
    for (const message of [
      null,
      'stopped',
      { type: 'event' },
      { type: 'event', event: 'stopped', body: { threadId: 'x' } },
    ]) {
      assert.equal(state.received(message), undefined);
      assert.equal(state.sent(message), undefined);
    }
    assert.equal(state.isPaused, false);
  });
});
