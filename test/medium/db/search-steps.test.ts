// A long session enters the index in steps, and leaves it at once; whatever changes meanwhile, nothing outdated comes back.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../../db/open.ts';
import { finishIndexing } from '../../../db/search/finish-indexing.ts';
import { findPending } from '../../../db/search/pending-sessions.ts';
import { planQuery } from '../../../db/search/query-plan.ts';
import { rebuildIndex } from '../../../db/search/rebuild-index.ts';
import type { SearchReader } from '../../../db/search/search-index.ts';
import { createSearchReader } from '../../../db/search/search-reader.ts';
import { changeSession } from '../../../db/sessions.ts';
import { replaceTranscript } from '../../../db/transcripts.ts';
import { searchQuerySchema } from '../../../server/contract/search.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertTestSession } from '../../support/search-sessions.ts';

let database: TestDatabase;
let reader: SearchReader;
beforeEach(async () => {
  database = await openTestDatabase();
  reader = createSearchReader(database.file);
  await insertTestSession(database.db, 's', 'private');
});
afterEach(async () => {
  await reader.close();
  await database.close();
});

/** Two hundred passages of 40 s, each with a word of its own at its beginning. */
async function putLongTranscript(word: string): Promise<void> {
  const cues = Array.from({ length: 200 }, (_, index) => ({
    startSeconds: index * 40,
    endSeconds: index * 40 + 40,
    speaker: `Voce ${index}`,
    text: `${word} passaggio`,
  }));
  await replaceTranscript(database.db, {
    id: `t-${word}`,
    sessionId: 's',
    lang: 'it',
    source: 'uploaded',
    createdAtMs: 1,
    cues,
  });
}

async function count(q: string, visibleTo: 'public' | 'staff' = 'public'): Promise<number> {
  const plan = planQuery(searchQuerySchema.parse({ q }), { visibleTo });
  const answer = await reader.search(plan, { limit: 1, cursor: null });
  return answer.kind === 'found' ? answer.total : -1;
}

async function change(publication: 'published' | 'withheld'): Promise<void> {
  await inTransaction(database.db, (db) =>
    changeSession(db, 's', { state: 'ended', publication, withheldReason: 'x', modifiedAtMs: 2 }),
  );
}

describe('a long session', () => {
  it('enters in steps of a few minutes, and is whole when they are done', async () => {
    await putLongTranscript('lampione');
    const steps = [await count('lampione', 'staff')];
    expect(steps[0]).toBeLessThanOrEqual(21);
    await finishIndexing(database.db);
    expect(await count('lampione', 'staff')).toBe(200);
    expect(await findPending(database.db)).toBeNull();
  });

  it('stays found by staff while it becomes public', async () => {
    await putLongTranscript('lampione');
    await finishIndexing(database.db);
    await change('published');
    const [open, all] = [await count('lampione'), await count('lampione', 'staff')];
    expect(open).toBeGreaterThan(0);
    expect(open).toBeLessThan(200);
    expect(all).toBe(200);
    await finishIndexing(database.db);
    expect(await count('lampione')).toBe(200);
  });

  it('leaves with the transaction that withholds it, words and all, and no open step brings it back', async () => {
    await putLongTranscript('lampione');
    await change('published');
    const finishing = finishIndexing(database.db);
    await change('withheld');
    expect(await count('lampione')).toBe(0);
    expect(await reader.complete('lampi', 5)).toEqual([]);
    await finishing;
    await finishIndexing(database.db);
    expect(await count('lampione')).toBe(0);
    expect(await count('lampione', 'staff')).toBe(200);
  });

  it('forgets the transcript that was replaced before its steps were done', async () => {
    await putLongTranscript('lampione');
    await putLongTranscript('semaforo');
    await finishIndexing(database.db);
    expect(await count('lampione', 'staff')).toBe(0);
    expect(await count('semaforo', 'staff')).toBe(200);
  });

  it('is found all the time while the index is built again', async () => {
    await putLongTranscript('lampione');
    await change('published');
    await finishIndexing(database.db);
    const counts: Promise<number>[] = [];
    const building = rebuildIndex(database.db);
    const timer = setInterval(() => counts.push(count('lampione')), 1);
    await building;
    clearInterval(timer);
    expect(new Set(await Promise.all(counts))).toEqual(new Set([200]));
    expect(await count('lampione')).toBe(200);
  });
});
