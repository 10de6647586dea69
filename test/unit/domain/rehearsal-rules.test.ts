// What a rehearsal makes of a minute of looks: each fault fails its own point and no other.
import { describe, expect, it } from '@jest/globals';
import { judgeRehearsal, type RehearsalLook } from '../../../server/domain/rehearsal-rules.ts';

const good: RehearsalLook = {
  status: 'receiving',
  videoCodec: 'h264',
  audioCodec: 'aac',
  width: 1280,
  height: 720,
  framesPerSecond: 25,
  kilobitsPerSecond: 2000,
  keyframeIntervalSeconds: 2,
  soundDriftMs: 10,
  audioLevel: { peak: -6, rms: -20 },
  problems: [],
};

/** A minute of good looks, of which the last ones are different. */
function minute(different: Partial<RehearsalLook>, seconds = 60): RehearsalLook[] {
  return Array.from({ length: 60 }, (_, at) => (at >= 60 - seconds ? { ...good, ...different } : good));
}

const failedOf = (looks: readonly RehearsalLook[]): string[] =>
  judgeRehearsal(looks)
    .filter((verdict) => !verdict.passed)
    .map((verdict) => verdict.point);
const problem = (code: string): Partial<RehearsalLook> => ({ problems: [{ code, fact: null }] });

describe('a rehearsal', () => {
  it('passes a good minute', () => {
    expect(failedOf(minute({}))).toEqual([]);
  });

  it.each<[string, Partial<RehearsalLook>, number]>([
    ['feed', { status: 'stalled' }, 3],
    ['picture', { height: 240, width: 426 }, 60],
    ['picture', { framesPerSecond: 8 }, 60],
    ['picture', problem('video-codec-unsupported'), 60],
    ['keyframes', { keyframeIntervalSeconds: 5 }, 60],
    ['keyframes', { keyframeIntervalSeconds: null }, 60],
    ['black', problem('picture-black'), 1],
    ['frozen', problem('picture-frozen'), 1],
    ['sound', { audioLevel: { peak: -60, rms: -70 } }, 60],
    ['sound', problem('no-audio'), 60],
    ['silence', problem('sound-silent'), 1],
    ['clipping', problem('sound-clipping'), 1],
    ['drift', { soundDriftMs: -300 }, 60],
    ['drift', problem('sound-apart'), 1],
    ['bitrate', { kilobitsPerSecond: 500 }, 5],
    ['real-time', problem('ladder-reduced'), 1],
    ['disk', problem('disk-filling'), 60],
    ['clock', problem('clock-set'), 60],
  ])('fails on %s alone with %j', (point, different, seconds) => {
    expect(failedOf(minute(different, seconds))).toEqual([point]);
  });

  it('fails on everything that was never seen when nothing came', () => {
    const failed = failedOf([]);
    expect(failed).toContain('feed');
    expect(failed).toContain('black');
  });
});
