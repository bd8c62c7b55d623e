import assert from 'node:assert/strict';
import { RandomSource, type RandomState, splitMix64 } from '../../../src/core/randomSource.js';
import { fixture } from './expected.js';

interface RandomFixture {
  readonly published: {
    readonly state: RandomState;
    readonly words: readonly number[];
    readonly seed: string;
    readonly mixed: readonly string[];
  };
  readonly sources: readonly {
    readonly seed: number;
    readonly words: readonly number[];
    readonly uniforms: readonly number[];
  }[];
}

// The script beside the file writes this shape.
const { published, sources } = fixture('sampling.json') as RandomFixture;

describe('RandomSource', () => {
  it('gives the published numbers of xoshiro128**', () => {
    const source = new RandomSource(published.state);
    assert.deepEqual(
      published.words.map(() => source.nextUint32()),
      published.words,
    );
  });

  it('spreads a seed as SplitMix64 does', () => {
    assert.deepEqual(splitMix64(BigInt(published.seed), published.mixed.length).map(String), published.mixed);
    for (const { seed, words } of sources) {
      const source = RandomSource.seeded(seed);
      assert.deepEqual(
        words.map(() => source.nextUint32()),
        words,
      );
    }
  });

  it('makes a uniform number of 53 bits from two steps', () => {
    for (const { seed, uniforms } of sources) {
      const source = RandomSource.seeded(seed);
      assert.deepEqual(
        uniforms.map(() => source.nextUniform()),
        uniforms,
      );
    }
  });
});
