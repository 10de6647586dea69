// After a crash: makes every take that was being recorded whole again and seals it. Loses no whole part; may be repeated.
import { createHash } from 'node:crypto';
import { chmod, open, readFile, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaLog } from '../media-log.ts';
import { orNullIfAbsent, writeDurably } from './durable-file.ts';
import { scanFragments, scanInit } from './fragment-scan.ts';
import { hashFile } from './hash-file.ts';
import { restSegments } from './rest-segments.ts';
import type { FoundRung, RestSegment } from './rest-segments.ts';
import { sealTake, spanOf } from './seal-take.ts';
import { parseRungIndex, rungFileNames, takeFileName, toLine } from './take-format.ts';
import { readTakeHeader, readTakeSeal, takeFolders } from './take-reader.ts';
import type { IndexedSegment, RungInit, RungRecord, SealedFile, TakeRung, TakeSeal } from './take-record.ts';

export interface RecoveryProgress {
  readonly folder: string;
  /** Bytes of the take read so far, for its digests. */
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface RecoveryOptions {
  readonly log: MediaLog;
  readonly onProgress?: (progress: RecoveryProgress) => void;
}

interface RungFiles extends FoundRung {
  readonly rung: TakeRung;
}

async function withFile<Value>(
  path: string,
  mode: 'r' | 'r+',
  use: (file: FileHandle) => Promise<Value>,
): Promise<Value> {
  const file = await open(path, mode);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** The init as the index tells it, or, when that line is lost, as the file itself does. */
function initFrom(told: RungInit | null, scanned: NonNullable<Awaited<ReturnType<typeof scanInit>>>): RungInit {
  if (told?.initLength === scanned.bytes.length) return told;
  const { kind, codec, timescale, width, height } = scanned.header;
  const sha256 = createHash('sha256').update(scanned.bytes).digest('hex');
  return { kind, codec, timescale, width, height, initLength: scanned.bytes.length, sha256 };
}

/** What is true of a rung's index, and what its file has beyond that; null when it has no whole init. */
async function findRung(folder: string, rung: TakeRung): Promise<RungFiles | null> {
  const names = rungFileNames(rung.name);
  const path = join(folder, names.media);
  const facts = await orNullIfAbsent(stat(path));
  if (facts === null) return null;
  const text = (await orNullIfAbsent(readFile(join(folder, names.index), 'utf8'))) ?? '';
  return withFile(path, 'r', async (file) => {
    const scanned = await scanInit(file, facts.size);
    if (scanned === null) return null;
    const index = parseRungIndex(text);
    const init = initFrom(index.init, scanned);
    const isTrue = index.segments[0]?.offset === init.initLength;
    const segments = isTrue ? index.segments.filter(({ offset, length }) => offset + length <= facts.size) : [];
    const last = segments.at(-1);
    const from = last === undefined ? init.initLength : last.offset + last.length;
    const defaultDuration = scanned.header.defaults.duration;
    const rest = await scanFragments(file, { from, size: facts.size, defaultDuration });
    const firstIndexed = segments[0];
    const size = firstIndexed === undefined ? 0 : firstIndexed.offset + firstIndexed.length;
    const [first = rest[0]] = await scanFragments(file, { from: init.initLength, size, defaultDuration });
    return { rung, init, segments, rest, firstTicks: first?.startTicks ?? null };
  });
}

/** Cuts the torn tail off the rung's file and makes the rest permanent. */
async function cutTail(path: string, length: number): Promise<void> {
  const { size } = await stat(path);
  if (size !== length) await chmod(path, 0o644);
  await withFile(path, size === length ? 'r' : 'r+', async (file) => {
    if (size !== length) await file.truncate(length);
    await file.sync();
  });
}

async function digestOfRange(path: string, range: RestSegment): Promise<string> {
  return withFile(path, 'r', async (file) => {
    const hash = createHash('sha256');
    const { offset, length } = range;
    if (length > 0)
      for await (const piece of file.createReadStream({ start: offset, end: offset + length - 1, autoClose: false }))
        hash.update(piece as Buffer);
    return hash.digest('hex');
  });
}

/** Repairs one rung's file and index; null when nothing of it can be played (its files are left as they are). */
async function repairRung(folder: string, found: RungFiles, rest: readonly RestSegment[]): Promise<RungRecord | null> {
  const names = rungFileNames(found.rung.name);
  const path = join(folder, names.media);
  const added: IndexedSegment[] = [];
  for (const segment of rest) added.push({ ...segment, sha256: await digestOfRange(path, segment) });
  const segments = [...found.segments, ...added];
  const last = segments.at(-1);
  if (last === undefined) return null;
  await cutTail(path, last.offset + last.length);
  await writeDurably(join(folder, names.index), [toLine(found.init), ...segments.map(toLine)].join(''));
  const { codec, timescale, width, height, initLength } = found.init;
  return { ...found.rung, codec, timescale, width, height, initLength, segments };
}

/** Digests of the take's files, each read once; tells the log which indexed segments are not what they were. */
async function hashFiles(
  folder: string,
  rungs: readonly RungRecord[],
  options: RecoveryOptions,
): Promise<SealedFile[]> {
  const named = [
    { name: takeFileName, segments: [] },
    ...rungs.flatMap(({ name, segments }) => {
      const names = rungFileNames(name);
      return [
        { name: names.media, segments },
        { name: names.index, segments: [] },
      ];
    }),
  ];
  const sizes = await Promise.all(named.map(async ({ name }) => (await stat(join(folder, name))).size));
  const bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
  let bytesDone = 0;
  const onBytes = (bytes: number): void => {
    bytesDone += bytes;
    options.onProgress?.({ folder, bytesDone, bytesTotal });
  };
  const files: SealedFile[] = [];
  for (const { name, segments } of named) {
    const { rangeSha256, ...digests } = await hashFile(join(folder, name), { ranges: segments, onBytes });
    const damaged = segments.filter(({ sha256 }, index) => rangeSha256[index] !== sha256).map(({ number }) => number);
    if (damaged.length > 0)
      options.log.error({ folder, file: name, segments: damaged }, 'recorded segments are damaged');
    files.push({ name, ...digests });
  }
  return files;
}

/**
 * Recovers one take that has no seal: cuts torn tails, indexes the parts that no index names, seals it as `recovered`.
 * Null when it is sealed already or has no header (nothing was recorded then). Throws when the disk refuses.
 */
export async function recoverTake(folder: string, options: RecoveryOptions): Promise<TakeSeal | null> {
  const header = await readTakeHeader(folder);
  if (header === null || (await readTakeSeal(folder)) !== null) return null;
  const found: RungFiles[] = [];
  for (const rung of header.rungs) {
    const files = await findRung(folder, rung);
    if (files !== null) found.push(files);
  }
  const rest = restSegments(found, header.startedAtMs);
  const rungs: RungRecord[] = [];
  for (const [index, files] of found.entries()) {
    const record = await repairRung(folder, files, rest[index] ?? []);
    if (record !== null) rungs.push(record);
  }
  const files = await hashFiles(folder, rungs, options);
  const ends = rungs.flatMap(({ segments }) =>
    segments.slice(-1).map((last) => last.atMs + last.durationSeconds * 1000),
  );
  const endedAtMs = Math.max(header.startedAtMs, ...ends);
  const spans = rungs.map(spanOf).filter((span) => span !== null);
  const seal = await sealTake({ folder, header, spans, files, endReason: 'recovered', endedAtMs });
  const ids = { sessionId: header.sessionId, takeId: header.takeId };
  options.log.warn({ ...ids, seconds: seal.durationSeconds }, 'take recovered after a crash');
  return seal;
}

/**
 * Recovers every take below `root` that has no seal. Call before anything is recorded. A take that cannot be recovered
 * (broken disk, unreadable header) is logged and left as it is, for a person and for the next boot; the others go on.
 */
export async function recoverTakes(root: string, options: RecoveryOptions): Promise<readonly TakeSeal[]> {
  const seals: TakeSeal[] = [];
  for await (const folder of takeFolders(root)) {
    try {
      const seal = await recoverTake(folder, options);
      if (seal !== null) seals.push(seal);
    } catch (error) {
      options.log.error({ folder, err: error }, 'take could not be recovered');
    }
  }
  return seals;
}
