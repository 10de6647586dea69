// Works the log of changed counts into the table of words: many writes together, because they hold the same common words, and
// in pieces, because whoever writes also serves. True at any moment: the table, the pieces that wait and the rest of the log.
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { readSetting, writeSetting } from '../settings.ts';
import { shelfNumber, shelves, type Shelf } from './shelves.ts';

/** When the log is worked in, and how much of it at once. */
interface WorkPace {
  /** Bytes of the log that may wait; of more about as many are summed up at once. */
  readonly mostWaiting: number;
  readonly mostPieces: number;
}

/** Beside a running server: summing up so much takes some 10 ms, and a piece as much. */
const smallPace: WorkPace = { mostWaiting: 60_000, mostPieces: 1 };
/** For programs that serve nobody meanwhile. */
const largePace: WorkPace = { mostWaiting: 6_000_000, mostPieces: Infinity };
/** Words in a piece, which one statement writes. */
const wordsPerPiece = 1000;

/** A word and by how much its count changes. */
export type CountStep = readonly [word: string, step: number];

/** Works in what waits, as far as the pace allows. Nothing more may be logged under the newest generation. */
export async function workInWords(db: Db, isServing: boolean): Promise<void> {
  const pace = isServing ? smallPace : largePace;
  for (const shelf of shelves) {
    const worked = await workInPieces(db, shelf, pace.mostPieces);
    if (isServing && worked > 0) continue;
    const isCut = await cutPieces(db, shelf, { waiting: pace.mostWaiting, atOnce: pace.mostWaiting });
    if (isCut && !isServing) await workInPieces(db, shelf, pace.mostPieces);
  }
}

/** Works in all that waits, when a program that serves nobody ends: a server would have to do it beside its work. */
export async function workInAllWords(db: Db): Promise<void> {
  for (const shelf of shelves) {
    do await workInPieces(db, shelf, Infinity);
    while (await cutPieces(db, shelf, { waiting: 0, atOnce: largePace.mostWaiting }));
  }
}

/** The setting that says up to which generation the log of a shelf is worked in, or cut into pieces. */
export function workedInSetting(shelf: Shelf): string {
  return `search.worked-in.${shelf}`;
}

/** The sum of some changes. */
export function sumSteps(changes: Iterable<Readonly<Record<string, number>>>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const steps of changes) {
    for (const [word, step] of Object.entries(steps)) sums.set(word, (sums.get(word) ?? 0) + step);
  }
  return sums;
}

/** Words and steps as a JSON object; making the object first takes three times as long. */
export function stepsAsJson(steps: readonly CountStep[]): string {
  return `{${steps.map(([word, step]) => `${JSON.stringify(word)}:${step}`).join(',')}}`;
}

/** Cuts what the log has of a shelf into pieces, when more than so many bytes and no older piece wait; says whether it did. */
async function cutPieces(db: Db, shelf: Shelf, most: { waiting: number; atOnce: number }): Promise<boolean> {
  const workedIn = Number((await readSetting(db, workedInSetting(shelf))) ?? 0);
  const isOfShelf = sql`shelf = ${shelfNumber[shelf]}`;
  const { rows } = await sql<{ bytes: number | null; pieces: number }>`select
      sum(octet_length(words)) as bytes,
      (select count(*) from search_word_pieces where ${isOfShelf}) as pieces
    from search_word_changes where ${isOfShelf} and generation > ${workedIn}`.execute(db);
  const [waiting] = rows;
  if (waiting === undefined || waiting.pieces > 0 || (waiting.bytes ?? 0) <= most.waiting) return false;
  const logged = await readLog(db, shelf, workedIn, most.atOnce);
  const sums = sumSteps(logged.map(({ words }) => JSON.parse(words) as Record<string, number>));
  // In order of the alphabet a piece touches each page of the table once.
  const steps = [...sums].filter(([, step]) => step !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  for (let start = 0; start < steps.length; start += wordsPerPiece) {
    const words = stepsAsJson(steps.slice(start, start + wordsPerPiece));
    await db.insertInto('search_word_pieces').values({ shelf: shelfNumber[shelf], words }).execute();
  }
  await writeSetting(db, workedInSetting(shelf), String(logged.at(-1)?.generation ?? workedIn));
  return true;
}

interface LogRow {
  readonly generation: number;
  readonly words: string;
}

/** The oldest generations of the log after `workedIn`, whole, up to the one that makes it so many bytes. */
async function readLog(db: Db, shelf: Shelf, workedIn: number, mostBytes: number): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`select generation, words from search_word_changes
    where shelf = ${shelfNumber[shelf]} and generation > ${workedIn} and generation <= (
      select max(generation) from (
        select generation, sum(octet_length(words)) over (
          order by generation range between unbounded preceding and 1 preceding
        ) as before
        from search_word_changes where shelf = ${shelfNumber[shelf]} and generation > ${workedIn}
      ) where coalesce(before, 0) < ${mostBytes}
    ) order by generation`.execute(db);
  return rows;
}

/** Answers how many it worked in. */
async function workInPieces(db: Db, shelf: Shelf, most: number): Promise<number> {
  for (let count = 0; count < most; count += 1) {
    const piece = await db
      .selectFrom('search_word_pieces')
      .selectAll()
      .where('shelf', '=', shelfNumber[shelf])
      .orderBy('no')
      .limit(1)
      .executeTakeFirst();
    if (piece === undefined) return count;
    await add(db, shelf, piece.words);
    await db.deleteFrom('search_word_pieces').where('no', '=', piece.no).execute();
  }
  return most;
}

async function add(db: Db, shelf: Shelf, steps: string): Promise<void> {
  await sql`insert into search_vocabulary (shelf, word, count)
    select ${shelfNumber[shelf]}, key, value from json_each(${steps}) where true
    on conflict do update set count = count + excluded.count`.execute(db);
  await sql`delete from search_vocabulary where shelf = ${shelfNumber[shelf]} and count <= 0
    and word in (select key from json_each(${steps}) where value < 0)`.execute(db);
}
