// The camera of a browser, from its bytes to the tags of the hub: a real ffmpeg reads recordings as MediaRecorder makes them.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeedHub } from '../../../media/ingest/feed-hub.ts';
import { createFeedHub } from '../../../media/ingest/feed-hub.ts';
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import { createCameraDoor, type CameraDoor, type CameraWish } from '../../../media/ingest/relay/camera-door.ts';
import { mostPendingBytes, type CameraEnd, type CameraFeed } from '../../../media/ingest/relay/camera-feed.ts';
import { scheduleByTimer } from '../../../media/ingest/schedule.ts';
import { waitFor } from '../../support/wait-for.ts';

let folder: string;
/** Three seconds of VP8 and Opus in WebM, one keyframe at the beginning; and of H.264 in Matroska, one a second. */
const films: Record<'vp8' | 'h264', Buffer> = { vp8: Buffer.alloc(0), h264: Buffer.alloc(0) };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-camera-'));
  const input = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25', '-f', 'lavfi', '-i', 'sine=r=48000', '-t', '3'];
  const make = async (name: string, codecs: string[]): Promise<Buffer> => {
    const sound = ['-c:a', 'libopus', '-live', '1', join(folder, name)];
    await promisify(execFile)('ffmpeg', ['-v', 'error', ...input, ...codecs, '-pix_fmt', 'yuv420p', ...sound]);
    return readFile(join(folder, name));
  };
  films.vp8 = await make('vp8.webm', ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '1000']);
  films.h264 = await make('h264.mkv', ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '25']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const cleanups: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

interface Stage {
  readonly door: CameraDoor;
  readonly hub: FeedHub;
  readonly tags: FlvTag[];
  readonly gone: string[];
  readonly ends: CameraEnd[];
  readonly lines: string[];
  /** Ms by which its clock is ahead. */
  skippedMs: number;
}

function setStage(): Stage {
  const lines: string[] = [];
  const say = (facts: object, sentence: string): void => void lines.push(`${sentence} ${JSON.stringify(facts)}`);
  const log = { debug: () => undefined, info: say, warn: say, error: say };
  const monotonicMs = (): number => performance.now() + stage.skippedMs;
  const hub = createFeedHub({ now: Date.now, monotonicMs: () => performance.now(), log });
  const tools = {
    ...{
      ffmpeg: 'ffmpeg',
      pidFolder: join(folder, 'pids'),
      now: Date.now,
      monotonicMs,
      schedule: scheduleByTimer,
      log,
    },
    onPublish: hub.attach,
  };
  const door = createCameraDoor({ tools, onChange: () => undefined });
  const stage: Stage = { ...{ door, hub, lines, tags: [], gone: [], ends: [] }, skippedMs: 0 };
  hub.onTag((tag) => stage.tags.push(tag));
  hub.onGone((reason) => stage.gone.push(reason));
  cleanups.push(async () => {
    await door.close();
    hub.stop();
  });
  return stage;
}

const wish = (stage: Stage, more: Partial<CameraWish> = {}): CameraWish => ({
  ...{
    cameraId: 'page-1',
    sender: 'clerk@example.org',
    format: 'matroska',
    video: 'encode',
    remoteAddress: '192.0.2.1',
  },
  ...{ roundTripMs: () => 42, onOver: (why) => stage.ends.push(why) },
  ...more,
});

function open(stage: Stage, more: Partial<CameraWish> = {}): CameraFeed {
  const answer = stage.door.open('s1', wish(stage, more));
  if (answer.kind !== 'open') throw new Error(`the camera was refused: ${answer.kind}`);
  return answer.camera;
}

/** Hands the film on in pieces, each when the one before has been taken. */
async function send(camera: CameraFeed, film: Buffer): Promise<void> {
  for (let at = 0; at < film.length; at += 4096) await camera.write(film.subarray(at, at + 4096));
}

const pictures = ({ tags }: Stage): FlvTag[] => tags.filter((tag) => tag.kind === 'video' && !tag.isSequenceHeader);
const until = (describe: string, fact: () => boolean): Promise<unknown> => waitFor(fact, { describe });

describe('a browser’s camera', () => {
  it('arrives as H.264 and AAC with keyframes every two seconds, from its first picture on', async () => {
    const stage = setStage();
    const camera = open(stage);
    expect(stage.door.reports('s1')).toEqual([
      { kind: 'camera', state: 'connecting', problem: null, from: 'clerk@example.org' },
    ]);
    await send(camera, films.vp8);
    await until('nearly all pictures', () => pictures(stage).length >= 70);
    expect(stage.hub.report()).toMatchObject({
      ...{ kind: 'camera', status: 'receiving', videoCodec: 'h264', audioCodec: 'aac', width: 320, height: 180 },
      ...{ roundTripMs: 42, remoteAddress: '192.0.2.1' },
    });
    expect(stage.door.reports('s1')).toMatchObject([{ state: 'receiving' }]);
    camera.finish();
    await until('it is over', () => stage.gone.length === 1);
    const keyframes = pictures(stage).filter((tag) => tag.kind === 'video' && tag.isKeyframe);
    expect(keyframes.map(({ timestampMs }) => Math.round(timestampMs / 1000))).toEqual([0, 2]);
    expect([stage.ends, stage.door.reports('s1')]).toEqual([[], []]);
  });

  it('in H.264 is not encoded again, and goes on with another recording after a lost connection', async () => {
    const stage = setStage();
    const first = open(stage, { video: 'copy' });
    await send(first, films.h264.subarray(0, films.h264.length / 2));
    await until('pictures', () => pictures(stage).length > 5);
    expect(stage.hub.report().keyframeIntervalSeconds ?? 1).toBe(1);
    const second = open(stage, { video: 'copy' });
    const before = pictures(stage).length;
    await send(second, films.h264);
    await until('nearly all of the second recording', () => pictures(stage).length >= before + 70);
    second.finish();
    expect(stage.ends).toEqual([]);
  });

  it('is one a session: another one is refused while it sends, and takes over when it is silent', async () => {
    const stage = setStage();
    await send(open(stage), films.vp8);
    const other = { cameraId: 'page-2', sender: 'deputy@example.org' };
    expect(stage.door.open('s1', wish(stage, other))).toEqual({ kind: 'taken', by: 'clerk@example.org' });
    stage.skippedMs = 3_001;
    expect(stage.door.open('s1', wish(stage, other))).toMatchObject({ kind: 'open', isNew: true });
    expect(stage.ends).toEqual(['taken-over']);
    expect(stage.door.reports('s1')).toMatchObject([{ from: 'deputy@example.org' }]);
  });

  it('is cut when the doors close, lets nothing more in, and comes again when they are open', async () => {
    const stage = setStage();
    const camera = open(stage);
    await send(camera, films.vp8.subarray(0, films.vp8.length / 2));
    await until('pictures', () => pictures(stage).length > 5);
    await stage.door.shut('s1');
    const atClosing = stage.tags.length;
    expect(await camera.write(films.vp8)).toBe(false);
    expect(stage.door.open('s1', wish(stage))).toEqual({ kind: 'doors-closed' });
    expect([stage.ends, stage.door.reports('s1')]).toEqual([['doors-closed'], []]);
    stage.door.letIn('s1');
    const again = stage.door.open('s1', wish(stage));
    expect(again).toMatchObject({ kind: 'open', isNew: false });
    expect(stage.tags).toHaveLength(atClosing);
  });

  it('that sends what is no recording is told to begin another one', async () => {
    const stage = setStage();
    await open(stage).write(Buffer.from('this is no recording, '.repeat(2000)));
    await until('it is over', () => stage.ends.length === 1);
    expect([stage.ends, stage.tags]).toEqual([['broken'], []]);
    expect(stage.lines.join()).not.toContain('this is no recording');
  });

  it('that does not wait for its acknowledgements is cut off before it fills the memory', async () => {
    const stage = setStage();
    const camera = open(stage);
    const taken = [camera.write(Buffer.alloc(mostPendingBytes)), camera.write(Buffer.alloc(1))];
    expect(await Promise.all(taken)).toEqual([false, false]);
    expect(stage.ends).toEqual(['broken']);
  });
});
