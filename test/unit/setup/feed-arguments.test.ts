// The developers' fake encoder: its arguments are read strictly and become ffmpeg's.
import { describe, expect, it } from '@jest/globals';
import { readFeedArguments, testPictureArguments } from '../../../server/setup/test-picture.mjs';

const address = 'rtmp://localhost:1935/live/key';

describe('npm run feed', () => {
  it('sends 720p at 25 frames a second with a keyframe every 2 s unless told', () => {
    expect(readFeedArguments({ positionals: [address], values: {} })).toEqual({
      address,
      size: '1280x720',
      framesPerSecond: 25,
      keyframeSeconds: 2,
      seconds: undefined,
    });
  });

  it.each([
    [{ positionals: [], values: {} }, /first argument/],
    [{ positionals: ['http://a/b'], values: {} }, /first argument/],
    [{ positionals: [address], values: { size: 'big' } }, /--size is "big"/],
    [{ positionals: [address], values: { fps: '0' } }, /--fps is "0"/],
    [{ positionals: [address], values: { seconds: 'ten' } }, /--seconds is "ten"/],
  ])('refuses %j in words', (given, words) => {
    expect(readFeedArguments(given)).toMatch(words);
  });

  it('sets keyframes exactly and ends the argument list with the address', () => {
    const args = testPictureArguments({
      address,
      size: '640x360',
      framesPerSecond: 30,
      keyframeSeconds: 1.5,
      seconds: 4,
    });
    expect(args[args.indexOf('-g') + 1]).toBe('45');
    expect(args.slice(-1)).toEqual([address]);
    expect(args[args.indexOf('-t') + 1]).toBe('4');
  });
});
