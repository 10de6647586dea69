// Re-reads every recorded file against its recorded hashes: the seal beside it, and the hashes the database keeps.
import path from 'node:path';
import { listAllTakes } from '../../db/takes.ts';
import type { StoredTake } from '../../db/takes.ts';
import { listDestroyedFiles, type DestroyedFile } from '../../db/withheld-ranges.ts';
import { readTakeSeal } from '../../media/takes/take-reader.ts';
import type { SealedFile } from '../../media/takes/take-record.ts';
import { sealedTakeFolders, verifyTake } from '../../media/takes/verify-take.ts';
import type { TakeVerdict } from '../../media/takes/verify-take.ts';
import type { House } from './house.ts';

/** What was found about one take. */
export interface TakeFinding {
  readonly takeId: string;
  readonly sessionId: string;
  /** One sentence a fault; empty when all is well. */
  readonly faults: readonly string[];
  /** Things worth knowing that are no fault. */
  readonly remarks: readonly string[];
  readonly files: number;
  readonly bytes: number;
}

export interface ArchiveReport {
  readonly takes: readonly TakeFinding[];
  readonly soundTakes: number;
  readonly damagedTakes: number;
  readonly files: number;
  readonly bytes: number;
  readonly isSound: boolean;
}

/** Verifies every sealed take on disk and every sealed take the database knows. Changes nothing. */
export async function verifyArchive(
  house: Pick<House, 'db'>,
  options: { takesRoot: string; onTake: (finding: TakeFinding) => void },
): Promise<ArchiveReport> {
  const sealed = (await listAllTakes(house.db)).filter((take) => take.sealed);
  const known = new Map(sealed.map((take) => [take.takeId, take]));
  const destroyed = await listDestroyedFiles(house.db);
  const takes: TakeFinding[] = [];
  const tell = (finding: TakeFinding): void => {
    takes.push(finding);
    options.onTake(finding);
  };
  for await (const folder of sealedTakeFolders(options.takesRoot)) {
    const finding = await examine(folder, known, destroyed);
    known.delete(finding.takeId);
    tell(finding);
  }
  for (const take of known.values()) tell(lostTake(take));
  return summarise(takes);
}

async function examine(
  folder: string,
  known: ReadonlyMap<string, StoredTake>,
  destroyed: readonly DestroyedFile[],
): Promise<TakeFinding> {
  const verdict = await verifyTake(folder);
  // The folder's own name still tells which take it was when its seal cannot be read.
  const takeId = verdict.takeId ?? path.basename(folder);
  const stored = known.get(takeId);
  const faults = [
    ...faultsOf(verdict),
    ...(await disagreements(folder, verdict, stored)),
    ...(stored === undefined ? [] : undecided(verdict, destroyed)),
  ];
  return {
    takeId,
    sessionId: verdict.sessionId ?? path.basename(path.dirname(folder)),
    faults,
    remarks: remarksOf(verdict, stored),
    files: verdict.files.length,
    bytes: verdict.files.reduce((sum, file) => sum + file.bytes, 0),
  };
}

function faultsOf(verdict: TakeVerdict): string[] {
  const files = verdict.files.flatMap(({ name, state, damage }) => {
    if (state === 'missing') return [`${name} is missing`];
    if (state !== 'changed') return [];
    const where = damage.map((one) => `${one.startSeconds.toFixed(1)} s`).join(', ');
    return [`${name} is not what was sealed${where === '' ? '' : ` (from ${where})`}`];
  });
  return verdict.takeId === null && files.length === 0 ? ['the seal cannot be read'] : files;
}

/** Whoever changes a recording and its seal together is found out by the database. */
async function disagreements(folder: string, verdict: TakeVerdict, stored: StoredTake | undefined): Promise<string[]> {
  if (stored === undefined || verdict.takeId === null) return [];
  const seal = await readTakeSeal(folder);
  const inSeal = new Map((seal?.files ?? []).map((file) => [file.name, file]));
  return stored.files
    .filter((file) => !isSameFile(inSeal.get(file.name), file))
    .map((file) => `${file.name}: the seal says something else than the database`);
}

/** Nothing counts as destroyed by decision that the database does not know as such. */
function undecided(verdict: TakeVerdict, destroyed: readonly DestroyedFile[]): string[] {
  const known = new Map(destroyed.filter((one) => one.takeId === verdict.takeId).map((file) => [file.name, file]));
  return (verdict.destroyed?.files ?? [])
    .filter((file) => !isSameFile(known.get(file.name), file))
    .map((file) => `${file.name}: what was destroyed in it is not what the database knows`);
}

function isSameFile(one: SealedFile | undefined, other: SealedFile): boolean {
  return one !== undefined && one.bytes === other.bytes && one.sha256 === other.sha256 && one.sha512 === other.sha512;
}

function remarksOf(verdict: TakeVerdict, stored: StoredTake | undefined): string[] {
  const untracked = verdict.files
    .filter((file) => file.state === 'untracked')
    .map((file) => `${file.name} is not in the seal`);
  const gone = verdict.destroyed?.segments.length ?? 0;
  return [
    ...untracked,
    ...(gone === 0 ? [] : [`${gone} segments were destroyed by decision (destroyed.json)`]),
    ...(stored === undefined ? ['the database does not know this take'] : []),
  ];
}

function lostTake(take: StoredTake): TakeFinding {
  const faults = ['the whole take is missing on disk'];
  return { takeId: take.takeId, sessionId: take.sessionId, faults, remarks: [], files: 0, bytes: 0 };
}

function summarise(takes: readonly TakeFinding[]): ArchiveReport {
  const damagedTakes = takes.filter((take) => take.faults.length > 0).length;
  return {
    takes,
    soundTakes: takes.length - damagedTakes,
    damagedTakes,
    files: takes.reduce((sum, take) => sum + take.files, 0),
    bytes: takes.reduce((sum, take) => sum + take.bytes, 0),
    isSound: damagedTakes === 0,
  };
}
