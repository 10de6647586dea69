// Real ffmpeg makes the live ladder from a real encoder's FLV; the packager's parts are looked at and decoded again.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runTool } from '../../../media/ffmpeg/run.ts';
import { partTargetSeconds, SourceCutPlan } from '../../../media/packager/cut-plan.ts';
import type { Part, SegmentEnd } from '../../../media/packager/part.ts';
import { RungPackager } from '../../../media/packager/rung-packager.ts';
import { TakeClock } from '../../../media/packager/take-clock.ts';
import { chooseLadder } from '../../../media/recipes/ladder.ts';
import { liveArguments } from '../../../media/recipes/live-arguments.ts';

const seconds = 7;
const rate = 25;
/** Two B-frames delay the first picture by this much. */
const firstPictureMs = 80;

interface Collected {
  init: Buffer;
  parts: Part[];
  segments: SegmentEnd[];
}

let folder: string;
const rungs: Collected[] = [];

/** Encodes with B-frames, runs the ladder to files and packages each file as if it came through its pipe. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packager-'));
  const feed = join(folder, 'feed.flv');
  const test = `-f lavfi -i testsrc2=size=640x360:rate=${rate} -f lavfi -i sine=sample_rate=48000 -t ${seconds}`;
  const code = `-c:v libx264 -preset ultrafast -g ${rate * 2} -bf 2 -sc_threshold 0 -c:a aac -f flv ${feed}`;
  await ffmpeg(`-y ${test} ${code}`);
  const ladder = chooseLadder({
    videoCodec: 'h264',
    width: 640,
    height: 360,
    chroma: '4:2:0',
    bitDepth: 8,
    keyframeIntervalSeconds: 2,
  });
  const args = liveArguments({ ladder, firstPictureMs }).map((argument) =>
    argument === 'pipe:0' ? feed : argument.replace(/^pipe:(\d)$/, join(folder, 'rung$1.mp4')),
  );
  await ffmpeg(`-y ${args.join(' ')}`);
  for (const index of ladder.rungs.keys()) rungs.push(await packageFile(join(folder, `rung${index + 3}.mp4`)));
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function ffmpeg(args: string): Promise<string> {
  const result = await runTool('ffmpeg', args.split(' '), { deadlineMs: 50_000 });
  if (result.kind !== 'ended' || result.code !== 0) throw new Error(`ffmpeg: ${JSON.stringify(result)}`);
  return result.stdout;
}

/**
 * `keyframes`: numbers of pictures at which the feed is said to have some; `most` segments are wanted; `handsOut`: what is
 * open comes out in the middle of the file.
 */
async function packageFile(
  path: string,
  { keyframes, most, handsOut }: { keyframes?: readonly number[]; most?: number | undefined; handsOut?: true } = {},
): Promise<Collected> {
  const collected: Collected = { init: Buffer.alloc(0), parts: [], segments: [] };
  const clock = new TakeClock();
  const plan = new SourceCutPlan(clock);
  for (let frame = 0; frame < seconds * rate; frame += 1) {
    clock.note(frame / rate, 1_000_000 + frame * (1000 / rate));
    plan.notePicture(frame / rate, keyframes?.includes(frame) ?? frame % (rate * 2) === 0);
  }
  const packager = new RungPackager({
    plan,
    zeroSeconds: 10 + firstPictureMs / 1000,
    sinks: [
      {
        init: ({ bytes }) => (collected.init = bytes),
        part: (part) => collected.parts.push(part),
        segmentEnd: (segment) => collected.segments.push(segment),
      },
    ],
  });
  const bytes = await readFile(path);
  const middle = handsOut === true ? Math.floor(bytes.length / 2) : 0;
  packager.push(bytes.subarray(0, middle));
  if (handsOut === true) packager.handOut();
  for (let at = middle; at < bytes.length; at += 4096) packager.push(bytes.subarray(at, at + 4096));
  packager.finish(most);
  return collected;
}

describe('the packager on real ffmpeg output', () => {
  it('cuts every rung, sound included, into the same segments', () => {
    for (const { segments } of rungs) {
      expect(segments.map((segment) => segment.number)).toEqual([0, 1, 2, 3]);
      for (const [index, segment] of segments.entries()) expect(segment.startSeconds).toBeCloseTo(index * 2, 1);
    }
  });

  it('dates the segments of every picture alike, and sound beside them by its own beginning, a little early', () => {
    const [first = [], ...others] = rungs.map(({ segments }) => segments);
    const sounds = others.splice(rungs.findIndex(({ init }) => init.includes('mp4a')) - 1);
    for (const picture of others) expect(picture.map(({ atMs }) => atMs)).toEqual(first.map(({ atMs }) => atMs));
    expect(sounds.length).toBeGreaterThan(0);
    for (const [index, { atMs, startSeconds }] of sounds.flat().entries()) {
      const picture = first[index % first.length];
      const early = (picture?.atMs ?? 0) + (startSeconds - (picture?.startSeconds ?? 0)) * 1000 - atMs;
      expect(early).toBeGreaterThanOrEqual(19.5);
      expect(early).toBeLessThanOrEqual(20.5);
    }
  });

  it('keeps every part within PART-TARGET and above 85 % of it but for the last of a segment', () => {
    for (const { parts } of rungs) {
      for (const [index, part] of parts.entries()) {
        expect(part.durationSeconds).toBeLessThanOrEqual(partTargetSeconds + 0.001);
        const isLast = parts[index + 1]?.index !== part.index + 1;
        if (!isLast) expect(part.durationSeconds).toBeGreaterThanOrEqual(partTargetSeconds * 0.85);
      }
    }
  });

  it('leaves out a last segment of one part that not every rung has, and no part of another', async () => {
    const file = join(folder, 'rung3.mp4');
    const keyframes = [0, 2.4, 4.6, 6.8].map((second) => second * rate);
    const countOf = async (most?: number): Promise<number> =>
      (await packageFile(file, { keyframes, most })).segments.length;
    expect([await countOf(), await countOf(3), await countOf(2)]).toEqual([4, 3, 3]);
  });

  it('hands out what is open before its time, and goes on in the same segment', async () => {
    const file = join(folder, 'rung3.mp4');
    const [usual, early] = [await packageFile(file), await packageFile(file, { handsOut: true })];
    expect(early.segments).toEqual(usual.segments);
    const startsOf = ({ parts }: Collected): number[] => parts.map((part) => part.startSeconds);
    expect(startsOf(early)).not.toEqual(startsOf(usual));
    const lengthOf = ({ parts }: Collected): number => parts.reduce((sum, part) => sum + part.durationSeconds, 0);
    expect(lengthOf(early)).toBeCloseTo(lengthOf(usual));
  });

  it('begins every video segment with an independent part', () => {
    for (const { parts } of rungs) {
      for (const part of parts.filter((candidate) => candidate.index === 0)) expect(part.independent).toBe(true);
    }
  });

  it('lets picture and sound begin together at zero', () => {
    for (const { parts } of rungs) expect(parts[0]?.startSeconds).toBeCloseTo(0, 2);
  });

  it('loses no picture: the parts decode to as many as were encoded, without a gap', async () => {
    for (const [index, rung] of rungs.entries()) {
      const file = join(folder, `packaged${index}.mp4`);
      await writeFile(file, Buffer.concat([rung.init, ...rung.parts.map((part) => part.bytes)]));
      const entries = '-v error -show_entries packet=pts_time,duration_time -of csv=p=0';
      const result = await runTool('ffprobe', [...entries.split(' '), file], { deadlineMs: 20_000 });
      if (result.kind !== 'ended') throw new Error(result.kind);
      const times = result.stdout
        .trim()
        .split('\n')
        .map(parseFloat)
        .sort((a, b) => a - b);
      if (index < 2) expect(times).toHaveLength(seconds * rate);
      expect(times[0]).toBeLessThan(0.042);
      for (const [at, time] of times.entries()) expect(time - (times[at - 1] ?? time)).toBeLessThan(0.042);
    }
  });
});
