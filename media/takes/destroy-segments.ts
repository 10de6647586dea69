// Destroys segments of a sealed take for good: zeros in their place, and a list beside the seal that says what is gone.
// Everything else keeps its place and its digest. Must not know why.
import { createHash } from 'node:crypto';
import { chmod, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeReadOnly, orNullIfAbsent, writeDurably } from './durable-file.ts';
import { hashFile } from './hash-file.ts';
import { readTake, readTakeSeal } from './take-reader.ts';
import {
  TakeFormatError,
  destroyedDigestFileName,
  destroyedFileName,
  parseDestroyedList,
  rungFileNames,
  toDocument,
} from './take-format.ts';
import type { DestroyedList, DestroyedSegment, IndexedSegment, SealedFile } from './take-record.ts';

export interface DestroyRequest {
  /** Folder of the take. */
  readonly folder: string;
  /** First and last segment, both included. */
  readonly firstSegment: number;
  readonly lastSegment: number;
  /** The decision, in the words of whoever ordered it: it stands in the list for good. */
  readonly decision: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

const zeros = Buffer.alloc(1024 * 1024);

/** What was destroyed of a take so far; null when nothing was. Throws TakeFormatError. */
export async function readDestroyedList(folder: string): Promise<DestroyedList | null> {
  const text = await orNullIfAbsent(readFile(join(folder, destroyedFileName), 'utf8'));
  return text === null ? null : parseDestroyedList(text);
}

/**
 * Overwrites the segments in every rung, reads the files anew and writes the list. Repeatable: after a crash the same
 * request ends in the same state. Returns the files as they are since.
 */
export async function destroySegments(request: DestroyRequest): Promise<readonly SealedFile[]> {
  const { folder } = request;
  const seal = await readTakeSeal(folder);
  if (seal === null) throw new TakeFormatError(`${folder} is not sealed: nothing can be destroyed in it`);
  const before = await readDestroyedList(folder);
  const { rungs } = await readTake(folder);
  const segments: DestroyedSegment[] = [];
  const files: SealedFile[] = [];
  for (const rung of rungs) {
    const { media } = rungFileNames(rung.name);
    const gone = rung.segments.filter(({ number }) => number >= request.firstSegment && number <= request.lastSegment);
    if (gone.length === 0) continue;
    await overwrite(join(folder, media), gone);
    const { bytes, sha256, sha512 } = await hashFile(join(folder, media));
    files.push({ name: media, bytes, sha256, sha512 });
    segments.push(...gone.map((segment) => told(media, segment, request)));
  }
  await writeList(folder, {
    format: 1,
    takeId: seal.takeId,
    segments: joined(before?.segments ?? [], segments),
    files: [...(before?.files ?? []).filter(({ name }) => !files.some((file) => file.name === name)), ...files],
  });
  return files;
}

async function overwrite(path: string, segments: readonly IndexedSegment[]): Promise<void> {
  await chmod(path, 0o644);
  const handle = await open(path, 'r+');
  try {
    for (const { offset, length } of segments) {
      for (let done = 0; done < length; done += zeros.length) {
        await handle.write(zeros, 0, Math.min(zeros.length, length - done), offset + done);
      }
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await makeReadOnly(path);
}

function told(file: string, segment: IndexedSegment, { decision, atMs }: DestroyRequest): DestroyedSegment {
  const { number, startSeconds, durationSeconds, offset, length, sha256 } = segment;
  return { file, number, startSeconds, durationSeconds, offset, length, sha256, decision, atMs };
}

/** A segment is destroyed once; the first decision stands. */
function joined(before: readonly DestroyedSegment[], more: readonly DestroyedSegment[]): DestroyedSegment[] {
  const known = new Set(before.map(({ file, number }) => `${file} ${number}`));
  return [...before, ...more.filter(({ file, number }) => !known.has(`${file} ${number}`))];
}

async function writeList(folder: string, list: DestroyedList): Promise<void> {
  const text = toDocument(list);
  const digest = createHash('sha256').update(text).digest('hex');
  await writeDurably(join(folder, destroyedFileName), text);
  await writeDurably(join(folder, destroyedDigestFileName), `${digest}  ${destroyedFileName}\n`);
  await makeReadOnly(join(folder, destroyedFileName));
  await makeReadOnly(join(folder, destroyedDigestFileName));
}
