// A player that began with another ladder gets the real one by itself.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LadderWatch, readStreams } from '../../../client/player/ladder-watch.ts';
import { QualityChoice } from '../../../client/player/quality-choice.ts';

const url = 'https://council.example.org/hls/s1/master.m3u8';
const line = (height: number) =>
  `#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=${(height * 16) / 9}x${height},AUDIO="audio"`;
const playlistOf = (heights: readonly number[]): string =>
  ['#EXTM3U', ...heights.flatMap((height, index) => [line(height), `v${index}.m3u8`])].join('\n');

const slate = playlistOf([720, 360]);
const pictures = playlistOf([1080, 480, 240]);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function watch(answer: () => Promise<string>) {
  const seen = { others: 0, asked: 0 };
  const ladder = new LadderWatch({
    url,
    fetchText: () => {
      seen.asked += 1;
      return answer();
    },
    onOther: () => (seen.others += 1),
  });
  return { ladder, seen };
}

describe('the watch on the ladder', () => {
  it('tells when a take begins that is offered in other qualities', async () => {
    let offered = slate;
    const { ladder, seen } = watch(() => Promise.resolve(offered));
    ladder.playing(readStreams(slate, url));
    ladder.sawTakes(0);
    offered = pictures;
    ladder.sawTakes(1);
    await jest.advanceTimersByTimeAsync(0);
    expect(seen.others).toBe(1);
  });

  it('asks a second time, because a cache may have kept the list of before', async () => {
    let offered = slate;
    const { ladder, seen } = watch(() => Promise.resolve(offered));
    ladder.playing(readStreams(slate, url));
    ladder.sawTakes(0);
    ladder.sawTakes(1);
    await jest.advanceTimersByTimeAsync(0);
    expect(seen.others).toBe(0);
    offered = pictures;
    await jest.advanceTimersByTimeAsync(3000);
    expect(seen.others).toBe(1);
  });

  it('tells once, though two takes made it ask twice', async () => {
    const { ladder, seen } = watch(() => Promise.resolve(pictures));
    ladder.playing(readStreams(slate, url));
    for (const takes of [0, 1, 2]) ladder.sawTakes(takes);
    await jest.advanceTimersByTimeAsync(3000);
    expect(seen).toEqual({ others: 1, asked: 2 });
  });

  it('does not ask again while a take that has just begun is counted in turn and not', async () => {
    const { ladder, seen } = watch(() => Promise.resolve(slate));
    ladder.playing(readStreams(slate, url));
    for (const takes of [0, 1, 0, 1, 0, 1]) ladder.sawTakes(takes);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(seen.asked).toBe(2);
  });

  it('asks again after a failure', async () => {
    let isUp = false;
    const { ladder, seen } = watch(() => (isUp ? Promise.resolve(pictures) : Promise.reject(new Error('down'))));
    ladder.playing(readStreams(slate, url));
    ladder.sawTakes(0);
    await jest.advanceTimersByTimeAsync(3000);
    isUp = true;
    await jest.advanceTimersByTimeAsync(3000);
    expect(seen.others).toBe(1);
  });

  it('leaves a player alone whose qualities are still offered, and does not ask between takes', async () => {
    const { ladder, seen } = watch(() => Promise.resolve(pictures));
    ladder.playing(readStreams(pictures, url));
    for (let reload = 0; reload < 5; reload += 1) ladder.sawTakes(1);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(seen).toEqual({ others: 0, asked: 1 });
  });

  it('says nothing of sound alone, nor after it was stopped', async () => {
    const { ladder, seen } = watch(() => Promise.resolve(pictures));
    ladder.playing(null);
    ladder.sawTakes(1);
    ladder.playing(readStreams(slate, url));
    ladder.sawTakes(2);
    ladder.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(seen.others).toBe(0);
  });
});

describe('the chosen quality', () => {
  const levels = (heights: readonly number[]) => heights.map((height) => ({ height, bitrate: height * 1000 }));

  it('is the same picture height in another ladder, and automatic where there is none', () => {
    const choice = new QualityChoice();
    choice.offer(levels([240, 480, 1080]));
    choice.want(1);
    expect(choice.quality).toBe(1);
    choice.offer(levels([480, 1080]));
    expect(choice.quality).toBe(0);
    choice.offer(levels([360, 720]));
    expect(choice.quality).toBe('auto');
  });
});
