// Takes that a crash left open: cut anywhere, repaired, sealed, and complete to the last whole part.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, open, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from '../../../media/ffmpeg/run.ts';
import { recoverTake, recoverTakes } from '../../../media/takes/recover-take.ts';
import { readTake } from '../../../media/takes/take-reader.ts';
import { openTakeWriter } from '../../../media/takes/take-writer.ts';
import { sealedTakeFolders, verifyTake } from '../../../media/takes/verify-take.ts';
import { feed, header, makeRungs, silentLog, startedAtMs } from './recorded-rungs.ts';
import type { RecordedRung } from './recorded-rungs.ts';

let root = '';
let good = '';
let rungs: readonly RecordedRung[] = [];

/** A take as `kill -9` leaves it: whole files, no seal, not read-only. */
async function copyOfTake(name: string): Promise<string> {
  const folder = join(root, 'takes', 'session-1', name);
  await cp(good, folder, { recursive: true });
  for (const file of await readdir(folder)) {
    if (file.startsWith('seal')) await rm(join(folder, file));
  }
  return folder;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'recover-'));
  rungs = await makeRungs(7);
  const writer = await openTakeWriter({ root: join(root, 'made'), header: header('good'), log: silentLog });
  feed(writer, rungs, 6.8);
  await writer.finish('finished', startedAtMs + 7000);
  good = writer.folder;
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Small, fast, the same everywhere: numbers below 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Bytes of the init and the whole parts within the first `length` bytes of a rung's file. */
function wholeBytes(rung: RecordedRung, length: number): number {
  let whole = rung.init.bytes.length;
  if (whole > length) return 0;
  for (const { bytes } of rung.parts) {
    if (whole + bytes.length > length) break;
    whole += bytes.length;
  }
  return whole;
}

async function expectWholeAndSealed(folder: string, lengths: ReadonlyMap<string, number>): Promise<void> {
  const verdict = await verifyTake(folder);
  const take = await readTake(folder);
  expect(verdict.files.filter(({ state }) => state === 'changed' || state === 'missing')).toEqual([]);
  for (const rung of rungs) {
    const expected = wholeBytes(rung, lengths.get(rung.name) ?? 0);
    const record = take.rungs.find(({ name }) => name === rung.name);
    if (expected <= rung.init.bytes.length) {
      expect(record).toBeUndefined();
      continue;
    }
    expect((await stat(join(folder, `${rung.name}.mp4`))).size).toBe(expected);
    const last = record?.segments.at(-1);
    expect((last?.offset ?? 0) + (last?.length ?? 0)).toBe(expected);
    const lastPart = rung.parts[partsWithin(rung, expected) - 1];
    const endSeconds = (lastPart?.startSeconds ?? 0) + (lastPart?.durationSeconds ?? 0);
    expect((last?.startSeconds ?? 0) + (last?.durationSeconds ?? 0)).toBeCloseTo(endSeconds, 1);
  }
}

function partsWithin(rung: RecordedRung, length: number): number {
  let end = rung.init.bytes.length;
  return rung.parts.filter(({ bytes }) => (end += bytes.length) <= length).length;
}

/** 300 recoveries with about ten fsyncs each: a slow disk needs a minute for them. */
const loopDeadlineMs = 180_000;

describe('recovering a take', () => {
  it(
    'keeps every whole part wherever its files are cut',
    async () => {
      const random = seeded(20261122);
      const sizes = new Map<string, number>();
      for (const name of await readdir(good)) sizes.set(name, (await stat(join(good, name))).size);
      const cutOf = (name: string): number => {
        const size = sizes.get(name) ?? 0;
        return random() < 0.2 ? size : Math.floor(random() * (size + 1));
      };
      for (let round = 0; round < 300; round += 1) {
        const folder = await copyOfTake('cut');
        const lengths = new Map<string, number>();
        for (const { name } of rungs) {
          lengths.set(name, cutOf(`${name}.mp4`));
          await truncate(join(folder, `${name}.mp4`), lengths.get(name) ?? 0);
          await truncate(join(folder, `${name}.jsonl`), cutOf(`${name}.jsonl`));
        }
        await recoverTake(folder, { log: silentLog });
        await expectWholeAndSealed(folder, lengths);
        await rm(folder, { recursive: true });
      }
    },
    loopDeadlineMs,
  );

  it(
    'keeps every whole part when only the media is cut, at every kind of place',
    async () => {
      for (const rung of rungs) {
        const [first, second] = rung.parts;
        if (first === undefined || second === undefined) throw new Error('two parts at least');
        const start = rung.init.bytes.length;
        const moof = first.bytes.readUInt32BE(0);
        const partEnd = start + first.bytes.length;
        const places = [0, 4, 8, start - 1, start, start + 1, start + 7, start + 8, start + moof - 1, start + moof];
        for (const place of [
          ...places,
          start + moof + 8,
          partEnd - 1,
          partEnd,
          partEnd + 1,
          partEnd + second.bytes.length,
        ]) {
          const folder = await copyOfTake('place');
          const lengths = new Map<string, number>();
          for (const { name } of rungs) lengths.set(name, (await stat(join(folder, `${name}.mp4`))).size);
          lengths.set(rung.name, place);
          await truncate(join(folder, `${rung.name}.mp4`), place);
          await recoverTake(folder, { log: silentLog });
          await expectWholeAndSealed(folder, lengths);
          await rm(folder, { recursive: true });
        }
      }
    },
    loopDeadlineMs,
  );

  it('gives the same number to the same time span when one rung was behind', async () => {
    const folder = await copyOfTake('behind');
    const index = join(folder, 'audio.jsonl');
    const lines = (await readFile(index, 'utf8')).split('\n');
    await writeFile(index, `${lines.slice(0, 2).join('\n')}\n`);
    const before = await readTake(good);
    const seal = await recoverTake(folder, { log: silentLog });
    const after = await readTake(folder);
    const spans = (take: typeof after) =>
      take.rungs
        .find(({ name }) => name === 'audio')
        ?.segments.map(({ number, offset, length, sha256 }) => ({ number, offset, length, sha256 }));
    expect(spans(after)).toEqual(spans(before));
    expect(after.rungs[1]?.segments[2]?.startSeconds).toBeCloseTo(before.rungs[1]?.segments[2]?.startSeconds ?? 0, 3);
    expect(seal).toMatchObject({ endReason: 'recovered', startedAtMs });
    expect(seal?.endedAtMs).toBeGreaterThan(startedAtMs + 6500);
  });

  it('finds its way when all indexes are gone', async () => {
    const folder = await copyOfTake('no-index');
    for (const { name } of rungs) await rm(join(folder, `${name}.jsonl`));
    const seal = await recoverTake(folder, { log: silentLog });
    const take = await readTake(folder);
    expect(take.rungs.map(({ codec, width, segments }) => ({ codec, width, segments: segments.length }))).toEqual([
      { codec: rungs[0]?.init.codec, width: 160, segments: 1 },
      { codec: rungs[1]?.init.codec, width: null, segments: 1 },
    ]);
    expect(take.rungs[0]?.segments[0]?.startSeconds).toBeCloseTo(0, 1);
    expect(seal?.durationSeconds).toBeCloseTo(6.9, 0);
    expect(seal?.files).toHaveLength(5);
  });

  it('does not take bytes that were never written for media', async () => {
    const folder = await copyOfTake('zeros');
    const file = join(folder, 'source.mp4');
    const { size } = await stat(file);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.alloc(10_000), 0, 10_000, size);
    await handle.close();
    await recoverTake(folder, { log: silentLog });
    expect((await stat(file)).size).toBe(size);
  });

  it('yields a file that decodes to its last picture', async () => {
    const folder = await copyOfTake('decodes');
    const file = join(folder, 'source.mp4');
    await truncate(file, (await stat(file)).size - 777);
    await recoverTake(folder, { log: silentLog });
    const decoded = await runTool('ffmpeg', ['-v', 'error', '-xerror', '-i', file, '-f', 'null', '-'], {
      deadlineMs: 30_000,
    });
    expect(decoded).toEqual({ kind: 'ended', code: 0, stdout: '', stderr: '' });
  });

  it('may be interrupted and repeated, and leaves sealed takes alone', async () => {
    const alone = join(root, 'repeated');
    const folder = join(alone, 'session-1', 'again');
    await cp(await copyOfTake('again'), folder, { recursive: true });
    await truncate(join(folder, 'source.mp4'), (await stat(join(folder, 'source.mp4'))).size - 10);
    const progress: number[] = [];
    const [seal] = await recoverTakes(alone, {
      log: silentLog,
      onProgress: ({ bytesDone, bytesTotal }) => progress.push(bytesDone / bytesTotal),
    });
    expect(progress.at(-1)).toBe(1);
    expect(await recoverTakes(alone, { log: silentLog })).toEqual([]);
    await rm(join(folder, 'seal.json'));
    expect(await recoverTakes(alone, { log: silentLog })).toEqual([seal]);
    expect((await verifyTake(folder)).isSound).toBe(true);
    for await (const sealed of sealedTakeFolders(alone)) expect(sealed).toBe(folder);
  });

  it('goes on with the others when one take cannot be recovered', async () => {
    const alone = join(root, 'one-bad');
    for (const name of ['bad', 'fine'])
      await cp(await copyOfTake(name), join(alone, 'session-1', name), { recursive: true });
    await writeFile(join(alone, 'session-1', 'bad', 'take.json'), '{ torn');
    await cp(join(good, 'source.mp4'), join(alone, 'session-1', 'no-header', 'source.mp4'));
    const told: object[] = [];
    const log = { ...silentLog, error: (facts: object) => told.push(facts) };
    expect(await recoverTakes(alone, { log })).toHaveLength(1);
    expect(told).toHaveLength(1);
  });
});
