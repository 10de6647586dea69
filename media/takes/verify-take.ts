// Fixity: re-reads a sealed take and says which file, and which second of it, is not what was sealed. Changes nothing.
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { orNullIfAbsent } from './durable-file.ts';
import { hashFile } from './hash-file.ts';
import {
  TakeFormatError,
  destroyedDigestFileName,
  destroyedFileName,
  parseDestroyedList,
  parseRungIndex,
  parseTakeSeal,
  sealDigestFileName,
  sealFileName,
} from './take-format.ts';
import { takeFolders } from './take-reader.ts';
import type { DestroyedList, IndexedSegment, SealedFile, TakeSeal } from './take-record.ts';

/** A stretch of a rung whose bytes are not those that were recorded. */
export interface DamagedSegment {
  readonly number: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

export interface FileVerdict {
  readonly name: string;
  /** `untracked`: it is there, but the seal does not know it. */
  readonly state: 'ok' | 'changed' | 'missing' | 'untracked';
  readonly bytes: number;
  /** Where a changed recording is damaged, as far as its index tells. */
  readonly damage: readonly DamagedSegment[];
}

export interface TakeVerdict {
  readonly folder: string;
  /** Null when the seal cannot be read. */
  readonly takeId: string | null;
  readonly sessionId: string | null;
  /** Nothing is changed and nothing is missing. */
  readonly isSound: boolean;
  readonly files: readonly FileVerdict[];
  /** What was destroyed by decision since the seal; null when nothing was. */
  readonly destroyed: DestroyedList | null;
}

export interface VerifyOptions {
  readonly onProgress?: (progress: { readonly bytesDone: number; readonly bytesTotal: number }) => void;
}

/** A document against its own digest. Without digest it counts as changed: either may have been tampered with. */
async function verifyDocument(
  folder: string,
  names: { document: string; digest: string },
): Promise<{ text: string | null; verdicts: readonly FileVerdict[] }> {
  const text = await orNullIfAbsent(readFile(join(folder, names.document)));
  const told = await orNullIfAbsent(readFile(join(folder, names.digest), 'utf8'));
  const digest = text === null ? null : createHash('sha256').update(text).digest('hex');
  const verdict = (name: string, found: { length: number } | null): FileVerdict => {
    const isGood = digest !== null && told === `${digest}  ${names.document}\n`;
    const state = found === null ? 'missing' : isGood ? 'ok' : 'changed';
    return { name, state, bytes: found?.length ?? 0, damage: [] };
  };
  const verdicts = [verdict(names.document, text), verdict(names.digest, told)];
  return { text: text?.toString('utf8') ?? null, verdicts };
}

async function verifySeal(folder: string): Promise<{ seal: TakeSeal | null; verdicts: readonly FileVerdict[] }> {
  const { text, verdicts } = await verifyDocument(folder, { document: sealFileName, digest: sealDigestFileName });
  return { seal: text === null ? null : readOrNull(() => parseTakeSeal(text)), verdicts };
}

/** Most takes have no such list: then there is nothing to say. */
async function verifyDestroyed(
  folder: string,
): Promise<{ list: DestroyedList | null; verdicts: readonly FileVerdict[] }> {
  const names = { document: destroyedFileName, digest: destroyedDigestFileName };
  const { text, verdicts } = await verifyDocument(folder, names);
  if (verdicts.every(({ state }) => state === 'missing')) return { list: null, verdicts: [] };
  return { list: text === null ? null : readOrNull(() => parseDestroyedList(text)), verdicts };
}

function readOrNull<Document>(read: () => Document): Document | null {
  try {
    return read();
  } catch (error) {
    // A document that cannot be read is a finding (its digest is wrong too), not a failure of looking.
    if (error instanceof TakeFormatError) return null;
    throw error;
  }
}

async function segmentsOf(folder: string, media: string): Promise<readonly IndexedSegment[]> {
  if (!media.endsWith('.mp4')) return [];
  const text = await orNullIfAbsent(readFile(join(folder, media.replace(/\.mp4$/, '.jsonl')), 'utf8'));
  return text === null ? [] : parseRungIndex(text).segments;
}

/** What a file has to be: as it was sealed, or as it is since something in it was destroyed. */
interface Expected {
  readonly file: SealedFile;
  readonly isGone: (segment: IndexedSegment) => boolean;
}

function expectedOf(sealed: SealedFile, destroyed: DestroyedList | null): Expected {
  const numbers = new Set(
    (destroyed?.segments ?? []).filter(({ file }) => file === sealed.name).map((one) => one.number),
  );
  const file = destroyed?.files.find(({ name }) => name === sealed.name) ?? sealed;
  return { file, isGone: ({ number }) => numbers.has(number) };
}

async function verifyFile(
  folder: string,
  { file: sealed, isGone }: Expected,
  onBytes: (bytes: number) => void,
): Promise<FileVerdict> {
  const { name } = sealed;
  const ranges = await segmentsOf(folder, name);
  const found = await orNullIfAbsent(hashFile(join(folder, name), { ranges, onBytes }));
  if (found === null) return { name, state: 'missing', bytes: 0, damage: [] };
  const isSame = found.bytes === sealed.bytes && found.sha256 === sealed.sha256 && found.sha512 === sealed.sha512;
  if (isSame) return { name, state: 'ok', bytes: found.bytes, damage: [] };
  const damage = ranges
    .filter((segment, index) => found.rangeSha256[index] !== segment.sha256 && !isGone(segment))
    .map(({ number, startSeconds, durationSeconds }) => ({ number, startSeconds, durationSeconds }));
  return { name, state: 'changed', bytes: found.bytes, damage };
}

async function untrackedFiles(folder: string, known: ReadonlySet<string>): Promise<readonly FileVerdict[]> {
  const names = (await readdir(folder)).filter((name) => !known.has(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const { size } = await stat(join(folder, name));
      return { name, state: 'untracked' as const, bytes: size, damage: [] };
    }),
  );
}

/** Re-reads every file of a sealed take. Damage is a verdict; throws only when the disk cannot be read at all. */
export async function verifyTake(folder: string, options: VerifyOptions = {}): Promise<TakeVerdict> {
  const { seal, verdicts } = await verifySeal(folder);
  const destroyed = await verifyDestroyed(folder);
  const files: FileVerdict[] = [...verdicts, ...destroyed.verdicts];
  const bytesTotal = (seal?.files ?? []).reduce((sum, file) => sum + file.bytes, 0);
  let bytesDone = 0;
  for (const file of seal?.files ?? []) {
    const verdict = await verifyFile(folder, expectedOf(file, destroyed.list), (bytes) => {
      bytesDone += bytes;
      options.onProgress?.({ bytesDone, bytesTotal });
    });
    files.push(verdict);
  }
  files.push(...(await untrackedFiles(folder, new Set(files.map(({ name }) => name)))));
  return {
    folder,
    takeId: seal?.takeId ?? null,
    sessionId: seal?.sessionId ?? null,
    isSound: seal !== null && files.every(({ state }) => state === 'ok' || state === 'untracked'),
    files,
    destroyed: destroyed.list,
  };
}

/** Folders of all takes that were sealed, also when their seal, or its digest, is gone since. */
export async function* sealedTakeFolders(root: string): AsyncGenerator<string> {
  for await (const folder of takeFolders(root)) {
    const names = await readdir(folder);
    if (names.includes(sealFileName) || names.includes(sealDigestFileName)) yield folder;
  }
}
