// Reads takes back from disk, sealed or still being recorded. Changes nothing; must not know who asks.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderNames, orNullIfAbsent } from './durable-file.ts';
import { createOpenFiles } from './open-files.ts';
import {
  TakeFormatError,
  isSafeName,
  parseRungIndex,
  parseTakeHeader,
  parseTakeSeal,
  rungFileNames,
  sealFileName,
  takeFileName,
  takeFolder,
} from './take-format.ts';
import type { RungRecord, TakeHeader, TakeRecord, TakeRung, TakeSeal } from './take-record.ts';

/** Reads `take.json`; null when there is none. Throws TakeFormatError. */
export async function readTakeHeader(folder: string): Promise<TakeHeader | null> {
  const text = await orNullIfAbsent(readFile(join(folder, takeFileName), 'utf8'));
  return text === null ? null : parseTakeHeader(text);
}

/** Reads `seal.json`; null while the take is not sealed. Throws TakeFormatError. */
export async function readTakeSeal(folder: string): Promise<TakeSeal | null> {
  const text = await orNullIfAbsent(readFile(join(folder, sealFileName), 'utf8'));
  return text === null ? null : parseTakeSeal(text);
}

async function readRung(folder: string, rung: TakeRung): Promise<RungRecord | null> {
  const text = await orNullIfAbsent(readFile(join(folder, rungFileNames(rung.name).index), 'utf8'));
  if (text === null) return null;
  const { init, segments } = parseRungIndex(text);
  if (init === null || segments.length === 0) return null;
  const { codec, timescale, width, height, initLength } = init;
  return { ...rung, codec, timescale, width, height, initLength, segments };
}

/** Names of the sealed files; null while there is no seal, or when it is damaged (verifying says so, playing goes on). */
async function sealedNames(folder: string): Promise<ReadonlySet<string> | null> {
  try {
    const seal = await readTakeSeal(folder);
    return seal === null ? null : new Set(seal.files.map(({ name }) => name));
  } catch (error) {
    if (error instanceof TakeFormatError) return null;
    throw error;
  }
}

/**
 * Reads a take's header and indexes. Rungs of which nothing playable was recorded are left out; a last line of an index
 * that is torn is not there. Throws TakeFormatError when the folder is no take.
 */
export async function readTake(folder: string): Promise<TakeRecord> {
  const header = await readTakeHeader(folder);
  if (header === null) throw new TakeFormatError(`${folder} has no ${takeFileName}`);
  const sealed = await sealedNames(folder);
  const kept = header.rungs.filter((rung) => sealed?.has(rungFileNames(rung.name).media) ?? true);
  const rungs = await Promise.all(kept.map((rung) => readRung(folder, rung)));
  const { takeId, sessionId, startedAtMs } = header;
  return { takeId, sessionId, startedAtMs, rungs: rungs.filter((rung) => rung !== null) };
}

/** Takes of a session in the order of their start. Folders without a header (a crash before the first byte) are none. */
export async function listTakes(root: string, sessionId: string): Promise<readonly TakeHeader[]> {
  if (!isSafeName(sessionId)) return [];
  const names = (await folderNames(join(root, sessionId))).filter(isSafeName);
  const headers = await Promise.all(names.map((takeId) => readTakeHeader(takeFolder(root, { sessionId, takeId }))));
  return headers.filter((header) => header !== null).sort((a, b) => a.startedAtMs - b.startedAtMs);
}

/** All takes of a session that hold pictures, in order. */
export async function readSessionTakes(root: string, sessionId: string): Promise<readonly TakeRecord[]> {
  const headers = await listTakes(root, sessionId);
  const takes = await Promise.all(headers.map((header) => readTake(takeFolder(root, header))));
  return takes.filter((take) => take.rungs.length > 0);
}

/** Folders of all takes below `root`, sorted by session and take. */
export async function* takeFolders(root: string): AsyncGenerator<string> {
  for (const sessionId of (await folderNames(root)).filter(isSafeName))
    for (const takeId of (await folderNames(join(root, sessionId))).filter(isSafeName))
      yield takeFolder(root, { sessionId, takeId });
}

export interface RungAddress {
  readonly sessionId: string;
  readonly takeId: string;
  readonly rung: string;
}

/** Reads bytes of recorded rungs, with a few files kept open. */
export interface TakeReader {
  /** `length` bytes from `offset` of a rung's file. Throws when there are fewer, no such file, or a name is unsafe. */
  readRange(address: RungAddress, offset: number, length: number): Promise<Buffer>;
  /** Waits for the reads that go on, then closes the files. */
  close(): Promise<void>;
}

/** Opens nothing until the first read. */
export function createTakeReader(root: string, limits: { maxOpenFiles?: number } = {}): TakeReader {
  const files = createOpenFiles(limits.maxOpenFiles ?? 32);
  return {
    async readRange(address, offset, length) {
      const path = join(takeFolder(root, address), rungFileNames(address.rung).media);
      return files.use(path, async (handle) => {
        const bytes = Buffer.allocUnsafe(length);
        for (let done = 0; done < length;) {
          const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
          if (bytesRead === 0) throw new RangeError(`${path} ends before byte ${String(offset + length)}`);
          done += bytesRead;
        }
        return bytes;
      });
    },
    close: () => files.close(),
  };
}
