// Real ffmpeg processes: pipes, ends of all kinds, orphans, probes and file jobs.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { findFfmpeg } from '../../../media/ffmpeg/capabilities.ts';
import { rememberPid, sweepOrphans } from '../../../media/ffmpeg/pid-file.ts';
import { probeFile, runFileJob, runTool, startFfmpeg } from '../../../media/ffmpeg/run.ts';
import type { Progress } from '../../../media/ffmpeg/progress.ts';
import { makeStill } from '../../../media/stills/still.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25'];
const toRawPipe = (pipe: number) => ['-c:v', 'libx264', '-preset', 'ultrafast', '-f', 'h264', `pipe:${String(pipe)}`];
const start = (args: readonly string[], outputs: number, more: object = {}) =>
  startFfmpeg({ binary: 'ffmpeg', args: ['-v', 'error', ...args], outputs, log, name: 'test', ...more });

let folder = '';
let file = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ffmpeg-run-'));
  file = join(folder, 'picture.mp4');
  await runTool('ffmpeg', ['-v', 'error', ...source, '-t', '4', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', file], {
    deadlineMs: 30_000,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function bytesOf(stream: Readable): Promise<number> {
  let total = 0;
  for await (const chunk of stream) total += (chunk as Buffer).length;
  return total;
}

describe('a running ffmpeg', () => {
  it('delivers every output pipe to its end and is finished', async () => {
    const running = start([...source, '-t', '1', ...toRawPipe(3), '-t', '1', ...toRawPipe(4)], 2);
    const [first, second] = await Promise.all(running.outputs.map(bytesOf));
    expect(await running.exited).toMatchObject({ meaning: 'finished', code: 0, asked: 'nobody' });
    expect(first).toBeGreaterThan(1000);
    expect(second).toBeGreaterThan(1000);
  });

  it('ends by itself with everything written when its input ends', async () => {
    const running = start(
      ['-f', 'rawvideo', '-s', '16x16', '-pix_fmt', 'gray', '-i', 'pipe:0', '-f', 'rawvideo', 'pipe:3'],
      1,
    );
    running.stdin.write(Buffer.alloc(256 * 10));
    const [bytes, exit] = await Promise.all([bytesOf(running.outputs[0] ?? Readable.from([])), running.finish(20_000)]);
    expect(exit).toMatchObject({ meaning: 'finished', asked: 'finish' });
    expect(bytes).toBe(256 * 10);
  });

  it('may take longer than it may stand still: nothing that it was given is lost', async () => {
    const slowly = ['-f', 'rawvideo', '-s', '16x16', '-pix_fmt', 'gray', '-r', '25', '-i', 'pipe:0', '-vf', 'realtime'];
    const running = start([...slowly, '-flush_packets', '1', '-f', 'rawvideo', 'pipe:3'], 1);
    running.stdin.write(Buffer.alloc(256 * 100));
    const bytes = bytesOf(running.outputs[0] ?? Readable.from([]));
    await once(running.outputs[0] ?? running.stdin, 'readable');
    expect(await running.finish(2000)).toMatchObject({ meaning: 'finished', asked: 'finish' });
    expect(await bytes).toBe(256 * 100);
  });

  it('that hangs is interrupted and still finishes its output', async () => {
    const running = start(['-re', ...source, '-f', 'null', '-'], 0, {});
    expect(await running.finish(4000)).toMatchObject({ meaning: 'finished', asked: 'interrupt' });
  });

  it('gives not one byte more after it is killed', async () => {
    const running = start(['-re', ...source, ...toRawPipe(3)], 1);
    const [output] = running.outputs;
    if (output === undefined) throw new Error('one output was asked for');
    await once(output, 'data');
    let later = 0;
    running.kill();
    output.on('data', () => {
      later += 1;
    });
    expect(await running.exited).toMatchObject({ meaning: 'cut', signal: 'SIGKILL' });
    expect(later).toBe(0);
  });

  it('survives writing to its closed input without an error event', async () => {
    const running = start(['-f', 'h264', '-i', 'pipe:0', '-f', 'null', '-'], 0);
    running.kill();
    await running.exited;
    for (let round = 0; round < 5; round += 1) running.stdin.write(Buffer.alloc(100_000));
    expect(await running.exited).toMatchObject({ meaning: 'cut' });
  });

  it('says why it failed', async () => {
    const exit = await start(['-i', join(folder, 'nowhere.mp4'), '-f', 'null', '-'], 0).exited;
    expect(exit.meaning).toBe('failed');
    expect(exit.stderrTail).toContain('No such file');
  });

  it('that cannot be started is a failed exit', async () => {
    const running = startFfmpeg({ binary: '/nowhere/ffmpeg', args: [], outputs: 1, log, name: 'test' });
    expect(await running.exited).toMatchObject({ meaning: 'failed', code: null, signal: null });
    expect(running.pid).toBeNull();
  });

  it('reports its progress', async () => {
    const blocks: Progress[] = [];
    const more = { onProgress: (progress: Progress) => blocks.push(progress) };
    await start(['-progress', 'pipe:1', ...source, '-t', '1', '-f', 'null', '-'], 0, more).exited;
    expect(blocks.at(-1)).toMatchObject({ frame: 25, outSeconds: 1, ended: true });
  });

  it('is written down while it runs and forgotten afterwards', async () => {
    const pidFolder = join(folder, 'pids');
    const running = start(['-re', ...source, '-f', 'null', '-'], 0, { pidFolder });
    expect(await readdir(pidFolder)).toEqual([`${String(running.pid)}.json`]);
    running.kill();
    await running.exited;
    expect(await readdir(pidFolder)).toEqual([]);
  });
});

describe('sweeping orphans', () => {
  it('kills what an earlier run left behind', async () => {
    const pidFolder = join(folder, 'orphans');
    const orphan = spawn('ffmpeg', ['-v', 'quiet', '-re', ...source, '-f', 'null', '-'], { stdio: 'ignore' });
    const gone = once(orphan, 'exit');
    rememberPid(pidFolder, { pid: orphan.pid ?? 0, binary: 'ffmpeg', name: 'left behind' });
    expect(sweepOrphans(pidFolder)).toEqual(['left behind']);
    expect((await gone)[1]).toBe('SIGKILL');
  });

  it('leaves alone a process that only has the same number', async () => {
    const pidFolder = join(folder, 'strangers');
    const stranger = spawn('ffmpeg', ['-v', 'quiet', '-re', ...source, '-f', 'null', '-'], { stdio: 'ignore' });
    rememberPid(pidFolder, { pid: stranger.pid ?? 0, binary: 'ffmpeg', name: 'x' });
    const [name = ''] = await readdir(pidFolder);
    await writeFile(join(pidFolder, name), JSON.stringify({ pid: stranger.pid, binary: 'ffmpeg', startTicks: '1' }));
    await writeFile(join(pidFolder, 'torn.json'), '{"pid": 1');
    expect(sweepOrphans(pidFolder)).toEqual([]);
    expect(stranger.exitCode).toBeNull();
    expect(await readdir(pidFolder)).toEqual([]);
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });
});

describe('reading and changing files', () => {
  it('finds ffmpeg with all it needs', async () => {
    expect(await findFfmpeg()).toMatchObject({ kind: 'found', capabilities: { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' } });
  });

  it('tells the facts of a file', async () => {
    const facts = await probeFile({ path: file, format: 'mov' }, { ffprobe: 'ffprobe', deadlineMs: 20_000 });
    expect(facts.durationSeconds).toBeCloseTo(4, 1);
    expect(facts.tracks).toEqual([
      expect.objectContaining({ kind: 'video', codec: 'h264', width: 160, height: 90, framesPerSecond: 25 }),
    ]);
  });

  it('refuses a playlist that is disguised as a film', async () => {
    const disguised = join(folder, 'disguised.mp4');
    await writeFile(disguised, `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${file}\n#EXT-X-ENDLIST\n`);
    const options = { ffprobe: 'ffprobe', deadlineMs: 20_000 };
    await expect(probeFile({ path: disguised, format: 'mov' }, options)).rejects.toThrow('reading');
    await expect(makeStill({ ffmpeg: 'ffmpeg', file: disguised, atSeconds: 0, width: 160 })).rejects.toThrow(
      'ffmpeg failed',
    );
  });

  it('makes a still of a moment', async () => {
    const still = await makeStill({ ffmpeg: 'ffmpeg', file, atSeconds: 2.5, width: 320 });
    expect(still.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(still.subarray(-2).toString('hex')).toBe('ffd9');
  });

  it('refuses a job that makes too much or takes too long', async () => {
    const job = {
      ffmpeg: 'ffmpeg',
      input: { path: file, format: 'mov', options: ['-stream_loop', '-1', '-re'] },
      outputOptions: ['-f', 'rawvideo'],
    };
    await expect(runFileJob({ ...job, maxBytes: 1e9, deadlineMs: 1000 })).rejects.toThrow('not done within');
    await expect(runFileJob({ ...job, maxBytes: 1000, deadlineMs: 20_000 })).rejects.toThrow('more than 1000 bytes');
  });

  it('ends a tool that takes too long', async () => {
    expect(await runTool('sleep', ['30'], { deadlineMs: 100 })).toEqual({ kind: 'too-slow' });
    expect(await runTool('/nowhere/tool', [], { deadlineMs: 100 })).toMatchObject({ kind: 'missing' });
  });
});
