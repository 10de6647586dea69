// Uploaded files become takes: real ffmpeg on real files, looked at on disk afterwards.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTake } from '../../../media/takes/take-reader.ts';
import { verifyTake } from '../../../media/takes/verify-take.ts';
import { createRecordings, type RecordingsOptions } from '../../../media/uploads/recordings.ts';
import type { FileFormat } from '../../../media/uploads/file-kind.ts';

const run = promisify(execFile);
const startedAtMs = Date.UTC(2025, 2, 4, 20);
let folder: string;
const lines: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-recordings-'));
  const input = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25', '-f', 'lavfi', '-i', 'sine=r=44100', '-t', '18'];
  const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '50', '-bf', '2', '-pix_fmt', 'yuv420p'];
  await run('ffmpeg', ['-v', 'error', ...input, ...x264, '-c:a', 'aac', join(folder, 'film.mp4')]);
  const old = ['-an', '-c:v', 'mpeg4', '-t', '4', join(folder, 'old.mkv')];
  await run('ffmpeg', ['-v', 'error', ...input, ...old]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function recordings(tools: Partial<RecordingsOptions> = {}) {
  const say = (facts: object, sentence: string): void => void lines.push(`${sentence} ${JSON.stringify(facts)}`);
  return createRecordings({
    ...{ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', pidFolder: join(folder, 'pids'), takesRoot: join(folder, 'takes') },
    ladder: { heights: null, encoder: 'software' },
    monotonicMs: () => performance.now(),
    isOnAir: () => false,
    log: { debug: () => undefined, info: say, warn: say, error: say },
    ...tools,
  });
}

const request = (name: string, takeId: string, format: FileFormat = 'mov') => ({
  ...{ path: join(folder, name), format, video: format === 'mov' ? ('copy' as const) : ('encode' as const) },
  ...{ sessionId: 'session-1', takeId, startedAtMs },
  signal: new AbortController().signal,
  onProgress: (): void => undefined,
});

async function frames(file: string): Promise<number> {
  const count = ['-count_packets', '-select_streams', 'v:0', '-show_entries', 'stream=nb_read_packets'];
  const { stdout } = await run('ffprobe', ['-v', 'error', ...count, '-of', 'csv=p=0', file]);
  return Number.parseInt(stdout, 10);
}

/** No take, no process, nothing half-made. */
async function expectNothingOf(takeId: string, name = 'film.mp4'): Promise<void> {
  expect(existsSync(join(folder, 'takes', 'session-1', takeId))).toBe(false);
  expect(await readdir(join(folder, 'pids'))).toEqual([]);
  expect(await readdir(folder)).not.toContain(`${name}.take`);
}

/** Tables of the first track (ISO/IEC 14496-12, 8.6 and 8.7) that speak of many tiny pictures without duration in one chunk. */
function claimingPictures(film: Buffer, count: number): Buffer {
  const at = (box: string): number => film.indexOf(box) + 8;
  const stsz = at('stsz');
  film.writeUInt32BE(1, stsz);
  film.writeUInt32BE(count, stsz + 4);
  film.writeUInt32BE(count, at('stsc') + 8);
  film.writeUInt32BE(count, at('stts') + 4);
  film.writeUInt32BE(0, at('stts') + 8);
  return film;
}

describe('a file', () => {
  it('becomes a sealed take with the ladder of a live one, every picture at its own instant', async () => {
    const progress: number[] = [];
    const one = { ...request('film.mp4', 'take-1'), onProgress: (seconds: number) => void progress.push(seconds) };
    const made = await recordings().makeTake(one);
    const { seal } = made;
    expect(existsSync(join(folder, 'takes'))).toBe(false);
    await made.keep();
    expect(seal).toMatchObject({ takeId: 'take-1', startedAtMs, endReason: 'finished' });
    expect(seal.durationSeconds).toBeCloseTo(18, 0);
    expect(seal.endedAtMs - startedAtMs).toBeCloseTo(18_000, -3);
    expect(Math.max(...progress)).toBeGreaterThan(17);

    const take = join(folder, 'takes', 'session-1', 'take-1');
    const { rungs } = await readTake(take);
    expect(rungs.map((rung) => [rung.name, rung.variant])).toEqual([
      ['source', 0],
      ['240p', 1],
      ['audio', 0],
      ['audio-low', 1],
    ]);
    const [source, low] = rungs;
    expect(source?.segments.map((segment) => segment.atMs - startedAtMs).slice(0, 3)).toEqual([0, 2000, 4000]);
    expect(low?.segments.map((segment) => segment.startSeconds)).toEqual(
      source?.segments.map((segment) => segment.startSeconds),
    );
    expect(await frames(join(take, 'source.mp4'))).toBe(450);
    expect(await frames(join(take, '240p.mp4'))).toBe(450);
    expect((await verifyTake(take)).isSound).toBe(true);
  });

  it('whose pictures are no H.264, and that has no sound, is encoded and gets silence', async () => {
    const made = await recordings().makeTake(request('old.mkv', 'take-2', 'matroska'));
    await made.keep();
    expect(made.seal.durationSeconds).toBeCloseTo(4, 0);
    const names = (await readTake(join(folder, 'takes', 'session-1', 'take-2'))).rungs.map((rung) => rung.name);
    expect(names).toContain('audio');
  });

  it('that is given up leaves nothing among the takes, and can be made again', async () => {
    const giveUp = new AbortController();
    const onProgress = (): void => giveUp.abort(new Error('not wanted any more'));
    const made = recordings().makeTake({ ...request('film.mp4', 'take-3'), signal: giveUp.signal, onProgress });
    await expect(made).rejects.toThrow('not wanted any more');
    await expectNothingOf('take-3');
    const again = await recordings().makeTake(request('film.mp4', 'take-3'));
    expect(again.seal.durationSeconds).toBeCloseTo(18, 0);
    await again.keep();
  });

  it.each([
    ['reads the file', 'file:'],
    ['makes the ladder', 'pipe:0'],
  ])('on which the ffmpeg that %s hangs is given up, and leaves nothing', async (_which, input) => {
    const hanging = join(folder, 'hanging-ffmpeg');
    const script = `#!/bin/sh\ncase "$*" in *"-i ${input}"*) exec sleep 600;; esac\nexec ffmpeg "$@"\n`;
    await writeFile(hanging, script, { mode: 0o755 });
    const made = recordings({ ffmpeg: hanging, stillMs: 1500 }).makeTake(request('film.mp4', 'take-4'));
    await expect(made).rejects.toMatchObject({ problem: 'take-stuck' });
    await expectNothingOf('take-4');
  });

  it('whose index claims 60 million pictures takes no memory, and fails like any other', async () => {
    await writeFile(join(folder, 'claims.mp4'), claimingPictures(await readFile(join(folder, 'film.mp4')), 60_000_000));
    const made = recordings().makeTake(request('claims.mp4', 'take-4'));
    await expect(made).rejects.toMatchObject({ problem: 'take-failed' });
    await expectNothingOf('take-4', 'claims.mp4');
  });

  it('whose take was kept already is not made again', async () => {
    const again = await recordings().makeTake({ ...request('film.mp4', 'take-3'), path: '/nowhere' });
    expect(again.seal.takeId).toBe('take-3');
    await again.keep();
    expect(existsSync(join(folder, 'takes', 'session-1', 'take-3', 'seal.json'))).toBe(true);
  });

  describe('is judged by its content', () => {
    const judge = (name: string) => recordings().judge({ path: join(folder, name), name });
    const make = (name: string, ...args: string[]) => run('ffmpeg', ['-v', 'error', '-y', ...args, join(folder, name)]);
    const film = () => ['-i', join(folder, 'film.mp4'), '-c', 'copy'];
    const write = (name: string, bytes: Buffer | string) => writeFile(join(folder, name), bytes);

    it('and taken when it is a film', async () => {
      expect(await judge('film.mp4')).toMatchObject({ kind: 'usable', format: 'mov', video: 'copy' });
      expect(await judge('old.mkv')).toMatchObject({ kind: 'usable', format: 'matroska', video: 'encode' });
      const blank = ['-f', 'lavfi', '-i', 'color=s=64x64:d=1', '-c:v', 'libx264', '-pix_fmt', 'yuv422p'];
      await make('camera.mp4', ...blank);
      expect(await judge('camera.mp4')).toMatchObject({ kind: 'usable', video: 'encode' });
    });

    it('and refused when its name claims another, or it only leads to other files', async () => {
      await copyFile(join(folder, 'old.mkv'), join(folder, 'liar.mp4'));
      expect(await judge('liar.mp4')).toMatchObject({ kind: 'refused', problem: 'file-lies', fact: 'mov, matroska' });
      await write('list.mp4', `#EXTM3U\n#EXTINF:1,\nfile:${join(folder, 'film.mp4')}\n#EXT-X-ENDLIST\n`);
      expect(await judge('list.mp4')).toMatchObject({ kind: 'refused', problem: 'file-not-media' });
      await write('minutes.mp4', 'The session is opened at eight in the evening. '.repeat(50));
      expect(await judge('minutes.mp4')).toMatchObject({ kind: 'refused', problem: 'file-not-media' });
      await write('empty.mp4', '');
      expect(await judge('empty.mp4')).toMatchObject({ kind: 'refused', problem: 'file-not-media' });
    });

    it('and refused when its end is missing', async () => {
      await make('fast.mp4', ...film(), '-movflags', '+faststart');
      await make('other.mkv', ...film());
      for (const name of ['film.mp4', 'fast.mp4', 'other.mkv']) {
        const bytes = await readFile(join(folder, name));
        const cut = `cut-${name}`;
        await write(cut, bytes.subarray(0, bytes.length / 2));
        expect(await judge(name)).toMatchObject({ kind: 'usable' });
        expect([name, await judge(cut)]).toMatchObject([name, { kind: 'refused', problem: 'file-cut-off' }]);
      }
      await make('camera-died.mp4', ...film(), '-movflags', '+frag_keyframe+empty_moov');
      await truncate(join(folder, 'camera-died.mp4'), 400_000);
      expect(await judge('camera-died.mp4')).toMatchObject({ kind: 'usable' });
    });

    it('and refused when it holds what no recording holds', async () => {
      await make('rare.mkv', ...['-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=1', '-c:v', 'ffv1']);
      expect(await judge('rare.mkv')).toMatchObject({ kind: 'refused', problem: 'file-codec', fact: 'ffv1' });
      await make('rare-sound.mkv', ...film(), '-t', '1', '-c:a', 'wavpack');
      expect(await judge('rare-sound.mkv')).toMatchObject({ kind: 'refused', problem: 'file-codec', fact: 'wavpack' });
      const wall = ['-f', 'lavfi', '-i', 'color=s=8192x4608:r=1:d=1', '-c:v', 'libx264', '-preset', 'ultrafast'];
      await make('wall.mp4', ...wall);
      const problem = 'file-picture-too-large';
      expect(await judge('wall.mp4')).toMatchObject({ kind: 'refused', problem, fact: '8192x4608' });
      await make('many.mp4', ...['-i', join(folder, 'film.mp4'), '-t', '1'], ...Array(40).fill(['-map', '0:a']).flat());
      expect(await judge('many.mp4')).toMatchObject({ kind: 'refused', problem: 'file-unreadable' });
      await make('song.mp4', ...film(), '-vn');
      expect(await judge('song.mp4')).toMatchObject({ kind: 'refused', problem: 'file-no-picture' });
    });
  });
});
