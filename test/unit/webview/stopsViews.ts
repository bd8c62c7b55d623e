import type { StopComparisonView, StopsView, StopView } from '../../../src/protocol/views.js';

/** A stop whose row has cat on top. */
export function stopView(id: number, changes: Partial<StopView> = {}): StopView {
  return {
    id,
    line: `train.py:${80 + id}`,
    functionName: 'evaluate()',
    process: 'rank 0',
    at: 1000 * id,
    failure: null,
    figures: { entropyNats: 1, topIndex: 3, topLabel: 'cat', topProbability: 0.66 },
    ...changes,
  };
}

/** Three stops, the last of them shown and live. */
export function stopsView(changes: Partial<StopsView> = {}): StopsView {
  return {
    shown: 3,
    isLive: true,
    isFollowing: true,
    droppedCount: 0,
    movedBytes: 20,
    readMilliseconds: 4,
    stops: [stopView(1), stopView(2), stopView(3)],
    ...changes,
  };
}

/** A comparison in which the top class goes from cat to dog. */
export function stopComparisonView(changes: Partial<StopComparisonView> = {}): StopComparisonView {
  return {
    row: 17,
    temperature: 1,
    klForward: 0.125,
    klBackward: Infinity,
    jensenShannon: 0.03,
    totalVariation: 0.25,
    a: { top: { index: 3, label: 'cat' }, topProbability: 0.5, entropyNats: 1.04 },
    b: { top: { index: 5, label: 'dog' }, topProbability: 0.5, entropyNats: 0.693 },
    moves: [
      { index: 3, label: 'cat', probabilityOfA: 0.5, probabilityOfB: 0.25, logitOfA: 1.5, logitOfB: 0.75 },
      { index: 5, label: 'dog', probabilityOfA: 0.25, probabilityOfB: 0.5, logitOfA: 0.5, logitOfB: 1.25 },
    ],
    ...changes,
  };
}
