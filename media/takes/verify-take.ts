// Fixity: re-reads a sealed take and says which file, and which second of it, is not what was sealed. Changes nothing.
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { orNullIfAbsent } from './durable-file.ts';
import { hashFile } from './hash-file.ts';
import { TakeFormatError, parseRungIndex, parseTakeSeal, sealDigestFileName, sealFileName } from './take-format.ts';
import { takeFolders } from './take-reader.ts';
import type { IndexedSegment, SealedFile, TakeSeal } from './take-record.ts';

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
}

export interface VerifyOptions {
  readonly onProgress?: (progress: { readonly bytesDone: number; readonly bytesTotal: number }) => void;
}

/** The seal against its own digest. A seal without digest counts as changed: either may have been tampered with. */
async function verifySeal(folder: string): Promise<{ seal: TakeSeal | null; verdicts: readonly FileVerdict[] }> {
  const text = await orNullIfAbsent(readFile(join(folder, sealFileName)));
  const told = await orNullIfAbsent(readFile(join(folder, sealDigestFileName), 'utf8'));
  const digest = text === null ? null : createHash('sha256').update(text).digest('hex');
  const verdict = (name: string, found: { length: number } | null): FileVerdict => {
    const isGood = digest !== null && told === `${digest}  ${sealFileName}\n`;
    const state = found === null ? 'missing' : isGood ? 'ok' : 'changed';
    return { name, state, bytes: found?.length ?? 0, damage: [] };
  };
  const verdicts = [verdict(sealFileName, text), verdict(sealDigestFileName, told)];
  return { seal: text === null ? null : sealOrNull(text.toString('utf8')), verdicts };
}

function sealOrNull(text: string): TakeSeal | null {
  try {
    return parseTakeSeal(text);
  } catch (error) {
    // A seal that cannot be read is a finding (its digest is wrong too), not a failure of looking.
    if (error instanceof TakeFormatError) return null;
    throw error;
  }
}

async function segmentsOf(folder: string, media: string): Promise<readonly IndexedSegment[]> {
  if (!media.endsWith('.mp4')) return [];
  const text = await orNullIfAbsent(readFile(join(folder, media.replace(/\.mp4$/, '.jsonl')), 'utf8'));
  return text === null ? [] : parseRungIndex(text).segments;
}

async function verifyFile(folder: string, sealed: SealedFile, onBytes: (bytes: number) => void): Promise<FileVerdict> {
  const { name } = sealed;
  const ranges = await segmentsOf(folder, name);
  const found = await orNullIfAbsent(hashFile(join(folder, name), { ranges, onBytes }));
  if (found === null) return { name, state: 'missing', bytes: 0, damage: [] };
  const isSame = found.bytes === sealed.bytes && found.sha256 === sealed.sha256 && found.sha512 === sealed.sha512;
  if (isSame) return { name, state: 'ok', bytes: found.bytes, damage: [] };
  const damage = ranges
    .filter(({ sha256 }, index) => found.rangeSha256[index] !== sha256)
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
  const files: FileVerdict[] = [...verdicts];
  const bytesTotal = (seal?.files ?? []).reduce((sum, file) => sum + file.bytes, 0);
  let bytesDone = 0;
  for (const file of seal?.files ?? []) {
    const verdict = await verifyFile(folder, file, (bytes) => {
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
  };
}

/** Folders of all takes that were sealed, also when their seal, or its digest, is gone since. */
export async function* sealedTakeFolders(root: string): AsyncGenerator<string> {
  for await (const folder of takeFolders(root)) {
    const names = await readdir(folder);
    if (names.includes(sealFileName) || names.includes(sealDigestFileName)) yield folder;
  }
}
