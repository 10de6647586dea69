// What is asked for again after a refusal, and what is not.
import { describe, expect, it } from '@jest/globals';
import { hlsSettings } from '../../../client/player/hls-settings.ts';

const retries = (isLive: boolean, code: number): boolean =>
  hlsSettings(() => isLive).fragLoadPolicy.default.errorRetry.shouldRetry(undefined, 1, false, { code }, true);

describe('a fragment that was refused', () => {
  it('is asked for for ever while live, unless there is a gap that another quality may fill', () => {
    expect(retries(true, 503)).toBe(true);
    expect(retries(true, 404)).toBe(true);
    expect(retries(true, 410)).toBe(false);
    expect(retries(false, 410)).toBe(false);
  });
});
