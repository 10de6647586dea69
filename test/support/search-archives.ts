// Two archives for tests of search: one with nothing to hide, and the same one with secrets in it.
import { inTransaction, type Db } from '../../db/open.ts';
import { finishIndexing } from '../../db/search/finish-indexing.ts';
import { planQuery } from '../../db/search/query-plan.ts';
import type { SearchReader } from '../../db/search/search-index.ts';
import { createSearchReader } from '../../db/search/search-reader.ts';
import { changeSession } from '../../db/sessions.ts';
import { replaceTranscript } from '../../db/transcripts.ts';
import { searchQuerySchema } from '../../server/contract/search.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { insertTestSession } from './search-sessions.ts';

/** A database with its reader. */
export interface SearchArchive {
  readonly database: TestDatabase;
  readonly reader: SearchReader;
  close(): Promise<void>;
}

/** Lines of what everyone may find, and of what nobody may. */
export const said = {
  open: ['La discarica di Pianura chiude', 'Il bilancio passa e il sindaco ringrazia', 'La piscina comunale riapre'],
  secret: [
    'Il sindaco licenzia Tizzoni',
    'La discarica è inquinata da zirconio',
    'Discariche, piscine e bilanci segreti',
  ],
};

/** Puts these lines in the place of what was said in a session. */
export async function say(db: Db, sessionId: string, lines: readonly string[], turn = 0): Promise<void> {
  const cues = lines.map((text, index) => ({
    startSeconds: index * 50,
    endSeconds: index * 50 + 40,
    speaker: sessionId === 'open' ? 'Anna Bianchi' : 'Zeno Tizzoni',
    text,
  }));
  const transcript = {
    id: `t-${sessionId}-${turn}`,
    sessionId,
    lang: 'it',
    source: 'uploaded' as const,
    createdAtMs: 1,
    cues,
  };
  await replaceTranscript(db, transcript);
  await finishIndexing(db);
}

/** Changes the publication of a session. */
export async function publishSession(db: Db, id: string, publication: 'published' | 'withheld'): Promise<void> {
  const facts = { state: 'ended', publication, withheldReason: 'x', modifiedAtMs: 2 } as const;
  await inTransaction(db, (transaction) => changeSession(transaction, id, facts));
  await finishIndexing(db);
}

async function openArchive(fill: (db: Db) => Promise<void>): Promise<SearchArchive> {
  const database = await openTestDatabase();
  await insertTestSession(database.db, 'open', 'published');
  await say(database.db, 'open', said.open);
  await fill(database.db);
  const reader = createSearchReader(database.file);
  const close = async (): Promise<void> => {
    await reader.close();
    await database.close();
  };
  return { database, reader, close };
}

/** Everything the public is told about a query of the contract. */
export async function answersOf(reader: SearchReader, query: object): Promise<unknown> {
  const plan = planQuery(searchQuerySchema.parse(query), { visibleTo: 'public' });
  const q = 'q' in query && typeof query.q === 'string' ? query.q : '';
  return {
    found: await reader.search(plan, { limit: 20, cursor: null }),
    facets: await reader.facets(plan),
    suggested: await reader.complete(q, 10),
  };
}

/** One archive with nothing to hide, and the same one with secrets. */
export interface BothArchives {
  readonly plain: SearchArchive;
  readonly secretive: SearchArchive;
  close(): Promise<void>;
}

/** Opens both, to be asked the same questions. */
export async function openBothArchives(): Promise<BothArchives> {
  const [plain, secretive] = [await openPlainArchive(), await openSecretiveArchive()];
  return { plain, secretive, close: async () => void (await Promise.all([plain.close(), secretive.close()])) };
}

/** An archive with nothing to hide. */
async function openPlainArchive(): Promise<SearchArchive> {
  return openArchive(() => Promise.resolve());
}

/** The same archive with a private and a withheld session. */
async function openSecretiveArchive(): Promise<SearchArchive> {
  return openArchive(async (db) => {
    await insertTestSession(db, 'private', 'private', 'Zirconio in seduta segreta');
    await say(db, 'private', said.secret);
    await insertTestSession(db, 'withheld', 'published', 'Tizzoni licenziato');
    await say(db, 'withheld', said.secret);
    await publishSession(db, 'withheld', 'withheld');
  });
}
