// Recording, reading back and sealing a take of real media.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeFile, runTool } from '../../../media/ffmpeg/run.ts';
import { makeStill } from '../../../media/stills/still.ts';
import { createTakeReader, listTakes, readTake, readTakeSeal } from '../../../media/takes/take-reader.ts';
import { openTakeWriter } from '../../../media/takes/take-writer.ts';
import { feed, header, makeRungs, silentLog, startedAtMs } from './recorded-rungs.ts';
import type { RecordedRung } from './recorded-rungs.ts';

let root = '';
let rungs: readonly RecordedRung[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'takes-'));
  rungs = await makeRungs(7);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const open = (takeId: string) => openTakeWriter({ root, header: header(takeId), log: silentLog });
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('a recorded take', () => {
  it('has every byte of every part, in files that any player opens', async () => {
    const writer = await open('whole');
    feed(writer, rungs);
    await writer.finish('finished', startedAtMs + 7000);
    for (const rung of rungs) {
      const file = join(writer.folder, `${rung.name}.mp4`);
      expect(await readFile(file)).toEqual(Buffer.concat([rung.init.bytes, ...rung.parts.map((part) => part.bytes)]));
      const facts = await probeFile({ path: file, format: 'mov' }, { ffprobe: 'ffprobe', deadlineMs: 20_000 });
      expect(facts.tracks[0]).toMatchObject({ kind: rung.init.kind });
    }
    const decoded = await runTool(
      'ffprobe',
      [
        '-v',
        'error',
        '-count_packets',
        '-show_entries',
        'stream=nb_read_packets',
        '-of',
        'csv=p=0',
        join(writer.folder, 'source.mp4'),
      ],
      { deadlineMs: 20_000 },
    );
    expect(decoded).toMatchObject({ stdout: '175\n', stderr: '' });
  });

  it('is read back as it was told, each segment where the index says', async () => {
    const writer = await open('read-back');
    feed(writer, rungs);
    const seal = await writer.finish('finished', startedAtMs + 7000);
    const take = await readTake(writer.folder);
    const reader = createTakeReader(root, { maxOpenFiles: 1 });
    for (const rung of take.rungs) {
      const given = rungs.find(({ name }) => name === rung.name);
      const { codec, timescale, width, height, bytes } = given?.init ?? {};
      expect(rung).toMatchObject({ codec, timescale, width, height, initLength: bytes?.length });
      expect(rung.segments.map(({ number, startSeconds, atMs }) => ({ number, startSeconds, atMs }))).toEqual(
        given?.ends.map(({ number, startSeconds, atMs }) => ({ number, startSeconds, atMs })),
      );
      const address = { sessionId: 'session-1', takeId: 'read-back', rung: rung.name };
      const read = await Promise.all(
        rung.segments.map(({ offset, length }) => reader.readRange(address, offset, length)),
      );
      expect(read.map(sha256)).toEqual(rung.segments.map((segment) => segment.sha256));
    }
    await reader.close();
    expect(seal.durationSeconds).toBeCloseTo(7, 1);
    expect(seal.anchors[0]).toEqual({ atMs: startedAtMs, seconds: 0 });
  });

  it('is sealed: digests of the files as they are, nothing writable, the same seal when asked again', async () => {
    const writer = await open('sealed');
    feed(writer, rungs);
    const seal = await writer.finish('cut', startedAtMs + 7000);
    expect(await writer.finish('finished', 1)).toBe(seal);
    expect(await readTakeSeal(writer.folder)).toEqual(seal);
    expect(seal.files.map(({ name }) => name)).toEqual([
      'take.json',
      'source.mp4',
      'source.jsonl',
      'audio.mp4',
      'audio.jsonl',
    ]);
    for (const file of seal.files) {
      const bytes = await readFile(join(writer.folder, file.name));
      expect({ ...file, bytes: bytes.length, sha256: sha256(bytes) }).toEqual(file);
      expect(createHash('sha512').update(bytes).digest('hex')).toBe(file.sha512);
    }
    for (const name of await readdir(writer.folder))
      expect((await stat(join(writer.folder, name))).mode & 0o222).toBe(0);
    expect(() => writer.sink('source').init(rungs[0]?.init ?? never())).toThrow('finished');
  });

  it('that ends in the middle of a segment keeps the parts that it has', async () => {
    const writer = await open('middle');
    feed(writer, rungs, 3);
    const seal = await writer.finish('cut', startedAtMs + 3000);
    const take = await readTake(writer.folder);
    expect(take.rungs.map(({ segments }) => segments.map(({ number }) => number))).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(seal.durationSeconds).toBeGreaterThan(2.9);
    expect(seal.durationSeconds).toBeLessThan(3.5);
  });

  it('leaves out of its seal a rung of which nothing was recorded', async () => {
    const writer = await open('no-sound');
    feed(writer, rungs.slice(0, 1));
    const seal = await writer.finish('finished', startedAtMs + 7000);
    expect(seal.files.map(({ name }) => name)).toEqual(['take.json', 'source.mp4', 'source.jsonl']);
    expect((await readTake(writer.folder)).rungs.map(({ name }) => name)).toEqual(['source']);
  });

  it('without one part is sealed all the same', async () => {
    const writer = await open('empty');
    expect(await writer.finish('cut', startedAtMs)).toMatchObject({ durationSeconds: 0, anchors: [] });
  });

  it('is listed with the others of its session in the order of their start', async () => {
    const other = await openTakeWriter({
      root,
      header: { ...header('a-later'), startedAtMs: startedAtMs + 9e5 },
      log: silentLog,
    });
    await other.finish('finished', startedAtMs + 9e5);
    const ids = (await listTakes(root, 'session-1')).map(({ takeId }) => takeId);
    expect(ids.at(-1)).toBe('a-later');
    expect(ids.length).toBeGreaterThan(1);
    expect(await listTakes(root, 'unknown')).toEqual([]);
    expect(await listTakes(root, '../session-1')).toEqual([]);
  });

  it('gives stills of its moments', async () => {
    const file = join(root, 'session-1', 'whole', 'source.mp4');
    const still = await makeStill({ ffmpeg: 'ffmpeg', file, atSeconds: 5, width: 160 });
    expect(still.subarray(0, 2).toString('hex')).toBe('ffd8');
  });
});

function never(): never {
  throw new Error('the test made no rungs');
}
