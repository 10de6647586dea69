// What is not public cannot be told from public answers: an archive with secrets answers every question exactly as one
// without them, to the score, the count and the repaired word. Facts, not clocks.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inTransaction, type Db } from '../../../db/open.ts';
import { finishIndexing } from '../../../db/search/finish-indexing.ts';
import { planQuery } from '../../../db/search/query-plan.ts';
import type { SearchReader } from '../../../db/search/search-index.ts';
import { createSearchReader } from '../../../db/search/search-reader.ts';
import { loggedGenerations } from '../../../db/search/word-counts.ts';
import { changeSession } from '../../../db/sessions.ts';
import { replaceTranscript } from '../../../db/transcripts.ts';
import { searchQuerySchema } from '../../../server/contract/search.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertTestSession } from '../../support/search-sessions.ts';

interface Archive {
  readonly database: TestDatabase;
  readonly reader: SearchReader;
}

const said = {
  open: ['La discarica di Pianura chiude', 'Il bilancio passa e il sindaco ringrazia', 'La piscina comunale riapre'],
  secret: [
    'Il sindaco licenzia Tizzoni',
    'La discarica è inquinata da zirconio',
    'Discariche, piscine e bilanci segreti',
  ],
};

async function say(db: Db, sessionId: string, lines: readonly string[], turn = 0): Promise<void> {
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

async function publish(db: Db, id: string, publication: 'published' | 'withheld'): Promise<void> {
  const facts = { state: 'ended', publication, withheldReason: 'x', modifiedAtMs: 2 } as const;
  await inTransaction(db, (transaction) => changeSession(transaction, id, facts));
  await finishIndexing(db);
}

async function openArchive(fill: (db: Db) => Promise<void>): Promise<Archive> {
  const database = await openTestDatabase();
  await insertTestSession(database.db, 'open', 'published');
  await say(database.db, 'open', said.open);
  await fill(database.db);
  return { database, reader: createSearchReader(database.file) };
}

async function answersOf(reader: SearchReader, query: object): Promise<unknown> {
  const plan = planQuery(searchQuerySchema.parse(query), { visibleTo: 'public' });
  const q = 'q' in query && typeof query.q === 'string' ? query.q : '';
  return {
    found: await reader.search(plan, { limit: 20, cursor: null }),
    facets: await reader.facets(plan),
    suggested: await reader.complete(q, 10),
  };
}

let plain: Archive;
let secretive: Archive;
beforeAll(async () => {
  plain = await openArchive(() => Promise.resolve());
  secretive = await openArchive(async (db) => {
    await insertTestSession(db, 'private', 'private', 'Zirconio in seduta segreta');
    await say(db, 'private', said.secret);
    await insertTestSession(db, 'withheld', 'published', 'Tizzoni licenziato');
    await say(db, 'withheld', said.secret);
    await publish(db, 'withheld', 'withheld');
  });
});
afterAll(async () => {
  for (const { database, reader } of [plain, secretive]) {
    await reader.close();
    await database.close();
  }
});

const questions = [
  ...['discarica', 'discariche', 'sindaco', 'bilancio piscina', '"sindaco licenzia"', 'sindaco licenzia', 'zirconio'],
  // Near words of the secret only, and near words of both.
  ...[
    'zirconjo',
    'tizzonni',
    'tizz',
    'licenziato',
    'piscinne',
    'discarcia',
    'segreti',
    'inquinat',
    'chi è Zeno Tizzoni',
  ],
].map((q) => ({ q }));
const narrowed = [
  { q: 'sindaco', speaker: 'Tizzoni' },
  { q: 'sindaco', session: 'private' },
  { q: '2026' },
  { q: 'discarica', sort: 'newest' },
  { q: 'discarica', literal: 'true' },
];

describe('what is not public', () => {
  it.each([...questions, ...narrowed])('moves nothing in the public answer to %j', async (query) => {
    expect(await answersOf(secretive.reader, query)).toEqual(await answersOf(plain.reader, query));
  });

  it('is there for staff, so that the questions above have something to hide', async () => {
    const plan = planQuery(searchQuerySchema.parse({ q: 'zirconio' }), { visibleTo: 'staff' });
    expect(await secretive.reader.search(plan, { limit: 20, cursor: null })).toMatchObject({ total: 3 });
  });
});

describe('a reader that slept while the log of words was written and cut', () => {
  it('knows the words that came, and none of those that went', async () => {
    const { db } = secretive.database;
    await secretive.reader.complete('discarica', 1);
    await publish(db, 'withheld', 'published');
    for (let turn = 1; turn <= loggedGenerations; turn += 1) await say(db, 'open', [`Il consiglio, ${turn}`], turn);
    await say(db, 'open', ['Finalmente'], loggedGenerations + 1);
    const suggested = async (typed: string): Promise<string[]> =>
      (await secretive.reader.complete(typed, 10)).map(({ text }) => text);
    expect(await suggested('finalm')).toEqual(['finalmente']);
    expect(await suggested('zircon')).toContain('zirconio');
    expect(await suggested('riap')).toEqual([]);
  });
});
