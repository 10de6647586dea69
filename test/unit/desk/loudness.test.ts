// The word beside the sound meter.
import { describe, expect, it } from '@jest/globals';
import { loudnessOf } from '../../../client/desk/loudness.ts';

describe('a sound level', () => {
  it.each([
    ['silent', -70, -80],
    ['low', -30, -45],
    ['good', -6, -20],
    ['loud', -0.2, -9],
  ] as const)('is %s with a peak of %d and a mean of %d', (word, peak, rms) => {
    expect(loudnessOf({ peak, rms })).toBe(word);
  });
});
