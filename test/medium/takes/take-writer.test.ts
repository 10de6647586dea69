// The take writer on a real file system, and on one that is full, broken or slow. Media content does not matter here.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InitSegment, Part } from '../../../media/packager/part.ts';
import { createRawFile } from '../../../media/takes/append-file.ts';
import type { CreateRawFile, RawFile } from '../../../media/takes/append-file.ts';
import { createTakeReader, readTake } from '../../../media/takes/take-reader.ts';
import { openTakeWriter } from '../../../media/takes/take-writer.ts';
import type { TakeWriter, TakeWriterOptions } from '../../../media/takes/take-writer.ts';
import { verifyTake } from '../../../media/takes/verify-take.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const startedAtMs = Date.UTC(2026, 10, 22, 18);
const partsInSegment = 4;
const partBytes = 1000;

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'writer-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const openTake = (takeId: string, more: Partial<TakeWriterOptions> = {}): Promise<TakeWriter> =>
  openTakeWriter({
    root,
    log,
    header: {
      format: 1,
      takeId,
      sessionId: 's',
      startedAtMs,
      rungs: ['source', 'audio'].map((name) => ({ name, kind: name === 'audio' ? 'audio' : 'video', variant: 0 })),
    },
    ...more,
  });

const init: InitSegment = {
  kind: 'video',
  bytes: Buffer.alloc(100, 'i'),
  codec: 'avc1.42c00b',
  timescale: 1000,
  width: 160,
  height: 90,
};

function part(count: number): Part {
  const [segment, index] = [Math.floor(count / partsInSegment), count % partsInSegment];
  const startSeconds = count * 0.5;
  return {
    segment,
    index,
    startSeconds,
    durationSeconds: 0.5,
    independent: index === 0,
    atMs: startedAtMs + startSeconds * 1000,
    bytes: Buffer.alloc(partBytes, count),
  };
}

/** Feeds parts `from` … `to - 1` of a rung and ends each segment after its last part. */
function feedParts(writer: TakeWriter, rung: string, from: number, to: number): void {
  const sink = writer.sink(rung);
  for (let count = from; count < to; count += 1) {
    sink.part(part(count));
    if (count % partsInSegment !== partsInSegment - 1) continue;
    const number = Math.floor(count / partsInSegment);
    sink.segmentEnd({ number, startSeconds: number * 2, durationSeconds: 2, atMs: startedAtMs + number * 2000 });
  }
}

/** A disk that does what `fail` says at each write to a file of that name. */
function failingDisk(name: string, fail: (write: number) => 'no' | 'full' | 'torn'): CreateRawFile {
  return async (path) => {
    const file = await createRawFile(path);
    if (!path.endsWith(name)) return file;
    let writes = 0;
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const failing: RawFile = {
      write: async (bytes, offset, length, position) => {
        const how = fail((writes += 1));
        if (how === 'torn') await file.write(bytes, offset, Math.floor(length / 2), position);
        if (how !== 'no') throw full;
        return file.write(bytes, offset, length, position);
      },
      truncate: (length) => file.truncate(length),
      datasync: () => file.datasync(),
      sync: () => file.sync(),
      chmod: (mode) => file.chmod(mode),
      close: () => file.close(),
    };
    return failing;
  };
}

/** Settles when a segment of a rung has been indexed. */
function indexed(wanted: number) {
  let told: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    told = resolve;
  });
  const onIndexed = (_rung: string, segment: { number: number }): void => {
    if (segment.number === wanted) told();
  };
  return { done, onIndexed };
}

describe('the take writer', () => {
  it('lets what is recorded be read while it records', async () => {
    const second = indexed(1);
    const writer = await openTake('growing', { onIndexed: second.onIndexed });
    writer.sink('source').init(init);
    feedParts(writer, 'source', 0, 10);
    await second.done;
    const segment = (await readTake(writer.folder)).rungs[0]?.segments[1];
    const reader = createTakeReader(root);
    const bytes = await reader.readRange(
      { sessionId: 's', takeId: 'growing', rung: 'source' },
      segment?.offset ?? 0,
      segment?.length ?? 0,
    );
    expect(bytes).toEqual(Buffer.concat([4, 5, 6, 7].map((count) => part(count).bytes)));
    expect(writer.bytesWritten('source')).toBeGreaterThanOrEqual(100 + 8 * partBytes);
    await reader.close();
    await writer.finish('finished', startedAtMs + 5000);
  });

  it('writes each part as soon as it arrives: nothing waits for the end of the segment', async () => {
    const writer = await openTake('at-once');
    writer.sink('source').init(init);
    feedParts(writer, 'source', 0, 2);
    await expectSoon(() => writer.bytesWritten('source') === 100 + 2 * partBytes);
    expect((await readFile(join(writer.folder, 'source.mp4'))).length).toBe(100 + 2 * partBytes);
    await writer.finish('cut', startedAtMs + 1000);
  });

  it.each(['full', 'torn'] as const)(
    'on a %s disk reports it once a segment, keeps its file whole and goes on',
    async (how) => {
      const errors: string[] = [];
      const writer = await openTake(`disk-${how}`, {
        // Write 1 is the init, write 7 part 5; parts 6 and 7 are not tried; write 8 is part 8; 9 to 11 are not tried.
        createFile: failingDisk('source.mp4', (write) => (write === 7 || write === 8 ? how : 'no')),
        onError: (rung) => errors.push(rung),
      });
      for (const rung of ['source', 'audio']) {
        writer.sink(rung).init(init);
        feedParts(writer, rung, 0, 16);
      }
      const seal = await writer.finish('finished', startedAtMs + 8000);
      const take = await readTake(writer.folder);
      const written = await readFile(join(writer.folder, 'source.mp4'));
      // What cannot be decoded without a lost part is left out, up to the next picture that needs no other.
      const numbers = [...written.subarray(100)].filter((_, position) => position % partBytes === 0);
      expect(numbers).toEqual([0, 1, 2, 3, 4, 12, 13, 14, 15]);
      expect(errors).toEqual(['source', 'source']);
      expect(take.rungs[1]?.segments).toHaveLength(4);
      expect(take.rungs[0]?.segments[1]).toMatchObject({ number: 1, startSeconds: 2, length: partBytes });
      expect(seal.durationSeconds).toBe(8);
      expect((await verifyTake(writer.folder)).isSound).toBe(true);
    },
  );

  it('keeps index lines that a full disk refused until there is room', async () => {
    const writer = await openTake('index-full', {
      createFile: failingDisk('source.jsonl', (write) => (write === 2 ? 'torn' : 'no')),
    });
    writer.sink('source').init(init);
    feedParts(writer, 'source', 0, 12);
    await writer.finish('finished', startedAtMs + 6000);
    expect((await readTake(writer.folder)).rungs[0]?.segments.map(({ number }) => number)).toEqual([0, 1, 2]);
    expect((await verifyTake(writer.folder)).isSound).toBe(true);
  });

  it('does not seal what it could not index, and seals it when asked again', async () => {
    let isFull = true;
    const writer = await openTake('try-again', {
      createFile: failingDisk('source.jsonl', (write) => (write > 1 && isFull ? 'full' : 'no')),
    });
    writer.sink('source').init(init);
    feedParts(writer, 'source', 0, 5);
    await expect(writer.finish('finished', startedAtMs + 2500)).rejects.toThrow('could not be sealed');
    expect(await readdir(writer.folder)).not.toContain('seal.json');
    isFull = false;
    await writer.finish('finished', startedAtMs + 2500);
    expect((await readTake(writer.folder)).rungs[0]?.segments.map(({ number }) => number)).toEqual([0, 1]);
    expect((await verifyTake(writer.folder)).isSound).toBe(true);
  });

  it('does not fill the memory when the disk is too slow', async () => {
    const errors: unknown[] = [];
    const writer = await openTake('slow', {
      maxQueuedBytes: 3 * partBytes,
      onError: (_rung, error) => errors.push(error),
    });
    writer.sink('source').init(init);
    feedParts(writer, 'source', 0, 40);
    await writer.finish('finished', startedAtMs + 20_000);
    expect(errors).toHaveLength(1);
    expect(writer.bytesWritten('source')).toBeLessThan(10 * partBytes);
    expect((await verifyTake(writer.folder)).isSound).toBe(true);
  });

  it('refuses a take that exists, a rung it does not have and a part before its init', async () => {
    const writer = await openTake('strict');
    await expect(openTake('strict')).rejects.toThrow('EEXIST');
    await expect(openTake('../strict')).rejects.toThrow('no id');
    expect(() => writer.sink('1080p')).toThrow('no rung 1080p');
    expect(() => writer.sink('source').part(part(0))).toThrow('before its init');
    await writer.finish('cut', startedAtMs);
  });
});

describe('the take reader', () => {
  it('keeps few files open, also while many are read at once', async () => {
    const takes = await Promise.all(['r1', 'r2', 'r3'].map((takeId) => openTake(takeId)));
    for (const writer of takes) {
      writer.sink('source').init(init);
      feedParts(writer, 'source', 0, 4);
      await writer.finish('finished', startedAtMs + 2000);
    }
    const reader = createTakeReader(root, { maxOpenFiles: 1 });
    const reads = Array.from({ length: 60 }, (_, count) =>
      reader.readRange({ sessionId: 's', takeId: `r${String((count % 3) + 1)}`, rung: 'source' }, 100, 4 * partBytes),
    );
    for (const bytes of await Promise.all(reads)) expect(bytes.length).toBe(4 * partBytes);
    await reader.close();
    await expect(reader.readRange({ sessionId: 's', takeId: 'r1', rung: 'source' }, 0, 1)).rejects.toThrow('closed');
  });

  it('refuses unsafe names, absent files and bytes beyond the end', async () => {
    const reader = createTakeReader(root);
    const address = { sessionId: 's', takeId: 'r1', rung: 'source' };
    await expect(reader.readRange({ ...address, rung: '../r2/source' }, 0, 1)).rejects.toThrow('no name of a rung');
    await expect(reader.readRange({ ...address, takeId: 'absent' }, 0, 1)).rejects.toThrow('ENOENT');
    await expect(reader.readRange(address, 4000, 1000)).rejects.toThrow('ends before');
    expect((await reader.readRange(address, 0, 100)).toString()).toBe('i'.repeat(100));
    await reader.close();
  });
});

/** Turns the event loop until the fact holds; fails when it does not within 10 s. */
async function expectSoon(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('it did not become so');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a take that spares the disk', () => {
  it('goes on with the best picture and the sound, and with all of it afterwards', async () => {
    const rungs = [
      { name: 'source', kind: 'video', variant: 0 },
      { name: '480p', kind: 'video', variant: 1 },
      { name: 'audio', kind: 'audio', variant: 0 },
    ] as const;
    const header = { format: 1, takeId: 'sparing', sessionId: 's', startedAtMs, rungs } as const;
    const writer = await openTake('sparing', { header });
    for (const { name } of rungs) writer.sink(name).init(init);
    const feedAll = (from: number, to: number): void => rungs.forEach(({ name }) => feedParts(writer, name, from, to));
    feedAll(0, 8);
    writer.setSparing(true);
    feedAll(8, 18);
    writer.setSparing(false);
    feedAll(18, 28);
    await writer.finish('finished', startedAtMs + 14_000);
    const take = await readTake(writer.folder);
    const numbers = Object.fromEntries(
      take.rungs.map((rung) => [rung.name, rung.segments.map(({ number }) => number)]),
    );
    const all = [0, 1, 2, 3, 4, 5, 6];
    expect(numbers).toEqual({ source: all, '480p': [0, 1, 5, 6], audio: all });
    expect((await verifyTake(writer.folder)).isSound).toBe(true);
  });
});
