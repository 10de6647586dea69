// With how fast a line a player begins: in bits a second, told before the first picture is asked for.
import { describe, expect, it } from '@jest/globals';
import { LineSpeed, type Connection } from '../../../client/player/line-speed.ts';

const unknown = 500_000;
const player = (bandwidthEstimate = unknown, levels = [{ bitrate: 400_000 }, { bitrate: 3_000_000 }]) => ({
  levels,
  abrEwmaDefaultEstimate: unknown,
  bandwidthEstimate,
});

function begunWith(line: LineSpeed): number {
  const next = player();
  line.begin(next);
  return next.bandwidthEstimate;
}

describe('the speed of a line', () => {
  it.each<[string, Connection | undefined, number]>([
    ['is left to the player where the browser says nothing', undefined, unknown],
    ['is left to the player on a fast line', { effectiveType: '4g', downlink: 1.4 }, unknown],
    ['is what the browser says of a slow one', { effectiveType: '3g', downlink: 0.7 }, 700_000],
    ['is never too slow for the lowest quality', { effectiveType: 'slow-2g', downlink: 0.05 }, 420_000],
    ['is the lowest for who saves data', { effectiveType: '4g', downlink: 10, saveData: true }, 420_000],
  ])('%s', (_words, connection, wanted) => {
    expect(begunWith(new LineSpeed(connection))).toBe(wanted);
  });

  it('is what the player before has measured', () => {
    const line = new LineSpeed({ effectiveType: '3g', downlink: 0.7 });
    line.leave(player(1_200_000), false);
    expect(begunWith(line)).toBe(1_200_000);
  });

  it('is not what a player guessed that measured nothing, nor what the sound alone measured', () => {
    const line = new LineSpeed(undefined);
    line.leave(player(unknown), false);
    line.leave(player(90_000, [{ bitrate: 48_000 }]), true);
    line.leave(player(Number.NaN), false);
    expect(begunWith(line)).toBe(unknown);
  });

  it('is too low for all but the lowest quality when a player stood still before it could measure', () => {
    const line = new LineSpeed(undefined);
    line.leave(player(unknown), true);
    expect(begunWith(line)).toBe(420_000);
    line.leave(player(2_000_000), true);
    expect(begunWith(line)).toBe(2_000_000);
  });

  it('says nothing to a player without qualities', () => {
    const line = new LineSpeed({ saveData: true });
    const bare = player(unknown, []);
    line.begin(bare);
    expect(bare.bandwidthEstimate).toBe(unknown);
  });
});
