// Search on a real index: what citizens type, what they must never see, and the second that a hit opens at.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { replaceAgenda } from '../../../db/agenda.ts';
import { importLines } from '../../../db/imports.ts';
import { finishIndexing } from '../../../db/search/finish-indexing.ts';
import { planQuery, type SearchPlan } from '../../../db/search/query-plan.ts';
import type { SearchAnswer, SearchReader } from '../../../db/search/search-index.ts';
import { isIndexCurrent, rebuildIndex } from '../../../db/search/rebuild-index.ts';
import { createSearchReader } from '../../../db/search/search-reader.ts';
import { sqliteSearchWriter } from '../../../db/search/sqlite-search-writer.ts';
import { changeSession, listSessions } from '../../../db/sessions.ts';
import { replaceTranscript } from '../../../db/transcripts.ts';
import { matchEnd, matchStart, searchQuerySchema } from '../../../server/contract/search.ts';
import { readArchiveLines } from '../../support/archive-lines.ts';
import { countingIds, openTestDatabase, type TestDatabase } from '../../support/database.ts';

const fixture = join(import.meta.dirname, '..', '..', 'fixtures', 'archive');
const files = ['small.sessions.jsonl', 'small.speeches.jsonl', 'small.documents.jsonl'].map((name) =>
  join(fixture, name),
);

let database: TestDatabase;
let reader: SearchReader;
beforeAll(async () => {
  database = await openTestDatabase();
  await importLines(database.db, readArchiveLines(files), { nowMs: 1, newId: countingIds() });
  reader = createSearchReader(database.file);
});
afterAll(async () => {
  await reader.close();
  await database.close();
});

function plan(query: object, visibleTo: 'public' | 'staff' = 'public'): SearchPlan {
  return planQuery(searchQuerySchema.parse(query), { visibleTo });
}

async function ask(query: object, visibleTo: 'public' | 'staff' = 'public'): Promise<SearchAnswer & { kind: 'found' }> {
  const answer = await reader.search(plan(query, visibleTo), { limit: 10, cursor: null });
  if (answer.kind !== 'found') throw new Error('the cursor was refused');
  return answer;
}

const idsOf = (answer: SearchAnswer): (string | null)[] =>
  answer.kind === 'found' ? answer.items.map((item) => item.externalId) : [];

describe('searching', () => {
  it('finds words of the agenda', async () => {
    expect(idsOf(await ask({ q: 'mozione discarica', kind: 'agenda' }))).toEqual(['ac-3']);
  });

  it('finds other forms of a word, without accents and across apostrophes', async () => {
    expect(idsOf(await ask({ q: 'inceneritore', kind: 'speech' }))).toEqual(['ac-s2']);
    expect(idsOf(await ask({ q: 'dellacqua acqua potabili', kind: 'speech' }))).toEqual(['ac-s1']);
    expect(idsOf(await ask({ q: 'CITTA' }))).toContain('ac-s2');
    expect(idsOf(await ask({ q: 'dell’orto', kind: 'speech' }))).toEqual(['ac-s2']);
  });

  it('prefers the word as typed to a word with the same stem', async () => {
    expect(idsOf(await ask({ q: 'discarico', kind: 'speech' }))[0]).toBe('ac-s3');
    expect(idsOf(await ask({ q: 'discarica', kind: 'speech' }))[0]).toBe('ac-s2');
  });

  it('repairs a typing error and says so, unless the query is to be taken literally', async () => {
    const answer = await ask({ q: 'inceneritroi' });
    expect(idsOf(answer)).toEqual(['ac-s2']);
    expect(answer.repaired).toEqual([{ typed: 'inceneritroi', used: 'inceneritori' }]);
    const literal = await reader.search(
      { ...plan({ q: 'inceneritroi' }), isLiteral: true },
      { limit: 10, cursor: null },
    );
    expect(literal).toMatchObject({ total: 0, repaired: [] });
  });

  it('opens at the second of the sentence with the word, not of the speech', async () => {
    expect((await ask({ q: 'potabile', kind: 'speech' })).items[0]?.offsetSeconds).toBe(82);
    expect((await ask({ q: 'aliquote TARI', kind: 'speech' })).items[0]?.offsetSeconds).toBe(70);
  });

  it('marks the matches in plain text', async () => {
    const snippet = (await ask({ q: 'aliquote TARI', kind: 'speech' })).items[0]?.snippet;
    expect(snippet).toContain(`Le ${matchStart}aliquote${matchEnd} della ${matchStart}TARI${matchEnd} non`);
  });

  it('keeps phrases in quotes together', async () => {
    expect(idsOf(await ask({ q: '"acqua potabile"', kind: 'speech' }))).toEqual(['ac-s1']);
    expect((await ask({ q: '"potabile acqua"' })).total).toBe(0);
  });

  it('completes the last word while it is typed', async () => {
    expect(idsOf(await ask({ q: 'bilancio di previ', kind: 'document' }))).toEqual(['ac-d1']);
    expect(await reader.complete('incen', 5)).toEqual([{ kind: 'word', text: 'inceneritori' }]);
  });

  it('reads a date and a year as a filter', async () => {
    expect(idsOf(await ask({ q: 'discarica 12 marzo 2024', kind: 'speech' }))[0]).toBe('ac-s2');
    expect(idsOf(await ask({ q: 'marzo 2024' }))).toEqual(['ac-2024-03-12']);
  });

  it('looks outside the dates only when there is nothing inside them', async () => {
    expect(idsOf(await ask({ q: 'discarica 1999', kind: 'speech' }))[0]).toBe('ac-s2');
  });

  it('filters by speaker, body, session and dates, and counts facets', async () => {
    expect(idsOf(await ask({ q: 'bilancio', speaker: 'ferrante' }))).toEqual(['ac-s1']);
    expect((await ask({ q: 'bilancio', body: 'Nessuno' })).total).toBe(0);
    expect((await ask({ q: 'bilancio', from: '2024-03-12', to: '2024-03-12' })).total).toBeGreaterThan(0);
    expect((await ask({ q: 'bilancio', to: '2024-03-11' })).total).toBe(0);
    expect((await ask({ q: 'bilancio' })).facets).toMatchObject({
      year: [{ value: '2024', count: 3 }],
      speaker: [{ value: 'Giulia Ferrante', count: 1 }],
    });
  });
});

describe('a hit', () => {
  it('says which word was found, in which form and where', async () => {
    const [hit] = (await ask({ q: 'inceneritore ferrante discariche', kind: 'speech' })).items;
    expect(hit?.externalId).toBe('ac-s2');
    expect(hit?.reasons).toEqual([
      { typed: 'inceneritore', found: 'inceneritori', form: 'inflected', field: 'text' },
      { typed: 'discariche', found: 'discarica', form: 'inflected', field: 'text' },
      { typed: 'discariche', found: 'discarica', form: 'inflected', field: 'title' },
    ]);
    expect((await ask({ q: 'ferante', kind: 'speech' })).items[0]?.reasons).toContainEqual({
      typed: 'ferante',
      found: 'ferrante',
      form: 'repaired',
      field: 'speaker',
    });
  });

  it('is found by what means the same, but below the word itself', async () => {
    expect(idsOf(await ask({ q: 'tassa sui rifiuti', kind: 'speech' }))).toContain('ac-s1');
    expect((await ask({ q: 'termovalorizzatore', kind: 'speech' })).items[0]?.reasons).toMatchObject([
      { typed: 'termovalorizzatore', form: 'synonym' },
    ]);
  });

  it('gathers the moments of one speech, the best first', async () => {
    const far = 'Parliamo ora di altre cose che non hanno nulla in comune. '.repeat(20);
    const text = `La fontana perde. ${far} La fontana della piazza nuova va riparata. ${far} Basta con la fontana.`;
    const id = await insertSpeech(text);
    const answer = await ask({ q: 'fontana piazza' });
    expect(idsOf(answer)).toEqual([id]);
    const [hit] = answer.items;
    expect(hit?.snippet).toContain('piazza');
    expect(hit?.moments).toHaveLength(2);
    expect(hit?.moments.map((moment) => moment.offsetSeconds)).toEqual([1000, expect.any(Number)]);
  });
});

/** Adds a speech of its own to the session without a date. */
async function insertSpeech(text: string): Promise<string> {
  const line = { kind: 'speech', id: 'long', sessionId: 'ac-undated', order: 1, start: 1000, end: 2000, text } as const;
  const file = { file: 'test', line: 1 };
  await importLines(database.db, [{ ...file, value: line }], { nowMs: 2, newId: countingIds('speech') });
  return line.id;
}

describe('suggestions', () => {
  it('are titles, people and words that what is typed may become', async () => {
    expect(await reader.complete('ferr', 5)).toContainEqual({ kind: 'speaker', text: 'Giulia Ferrante' });
    expect(await reader.complete('mozione disc', 5)).toContainEqual({
      kind: 'agenda',
      text: 'Mozione sulla discarica di Monte Alto',
    });
  });
});

describe('what is not published', () => {
  it('is found by staff only, also through repair, completion and facets', async () => {
    const secret = 'perequazione segretissima';
    expect((await ask({ q: secret })).total).toBe(0);
    expect((await ask({ q: secret })).facets.body).toEqual([]);
    expect((await ask({ q: 'segretissmia' })).repaired).toEqual([]);
    expect(await reader.complete('segre', 5)).toEqual([]);
    expect((await ask({ q: secret }, 'staff')).total).toBe(2);
  });

  it('leaves the index’s answers the moment it is withheld', async () => {
    const all = await listSessions(database.db, { unpublishedOf: 'all', order: 'newest', limit: 9 });
    const session = all.ok ? all.value.items.find((one) => one.externalId === 'ac-2024-03-12') : undefined;
    if (session === undefined) throw new Error('the fixture has no such session');
    const change = { state: 'ended', modifiedAtMs: 2 } as const;
    await changeSession(database.db, session.id, { ...change, publication: 'withheld', withheldReason: 'x' });
    expect((await ask({ q: 'inceneritori' })).total).toBe(0);
    expect(await reader.complete('incen', 5)).toEqual([]);
    expect((await ask({ q: 'incenertori' })).repaired).toEqual([]);
    expect((await ask({ q: 'inceneritori' }, 'staff')).total).toBe(1);
    await changeSession(database.db, session.id, { ...change, publication: 'published', withheldReason: null });
    expect((await ask({ q: 'inceneritori' })).total).toBe(1);
  });
});

describe('strange queries', () => {
  const strange = {
    'nothing at all': '',
    'ten thousand characters': 'parola '.repeat(1428),
    'one word of ten thousand letters': 'a'.repeat(10_000),
    'FTS operators': 'NEAR(bilancio tari, 5) AND title: x* OR NOT ^y {a b} : "z" - + ( ) "',
    SQL: `'; drop table sessions; --`,
    'a quote that does not close': '"bilancio di previsione',
    'only stop words': 'che di la per',
    emoji: '🏛️ 🎉👩‍⚖️',
    'reading direction marks': '\u202Eoicnalib\u202C',
    'lone surrogates and nulls': '\uD800 \u0000 \uDFFF',
    'other scripts': '議会 مجلس Совет',
    'a date that does not exist': 'bilancio 31 febbraio 2024',
    wildcards: '*** % _ ?',
  };
  for (const [name, q] of Object.entries(strange)) {
    it(`are answered: ${name}`, async () => {
      expect(await reader.search(plan({ q }), { limit: 10, cursor: null })).toMatchObject({ kind: 'found' });
      expect(await reader.complete(q, 5)).toEqual(expect.any(Array));
    });
  }

  it('still finds the bilancio behind operators', async () => {
    expect((await ask({ q: 'bilancio AND ( NOT' })).total).toBeGreaterThan(0);
  });
});

describe('pages of hits', () => {
  it('go on where the page before ended and know their query', async () => {
    const query = plan({ q: 'bilancio' });
    const first = await reader.search(query, { limit: 2, cursor: null });
    if (first.kind !== 'found') throw new Error('refused');
    const second = await reader.search(query, { limit: 2, cursor: first.nextCursor });
    expect(idsOf(second)).toHaveLength(first.total - 2);
    expect(idsOf(first)).not.toContain(idsOf(second)[0]);
    expect(await reader.search(plan({ q: 'tari' }), { limit: 2, cursor: first.nextCursor })).toEqual({
      kind: 'bad-cursor',
    });
    expect(await reader.search(query, { limit: 2, cursor: 'nonsense' })).toEqual({ kind: 'bad-cursor' });
  });
});

describe('the index', () => {
  it('is built again without losing or doubling anything', async () => {
    const before = await ask({ q: 'bilancio' });
    expect(await rebuildIndex(database.db)).toBeGreaterThan(2);
    expect(await isIndexCurrent(database.db)).toBe(true);
    expect(idsOf(await ask({ q: 'bilancio' }))).toEqual(idsOf(before));
    const [word] = await reader.vocabulary('inceneritori', 1);
    expect(word).toEqual({ word: 'inceneritori', count: 1 });
  });

  it('follows the agenda in the transaction that changes it, and the transcript right after', async () => {
    const list = await listSessions(database.db, { unpublishedOf: 'all', order: 'oldest', limit: 1 });
    const id = list.ok ? (list.value.items[0]?.id ?? '') : '';
    const item = { parentId: null, number: '1', type: null, position: 0 };
    await replaceAgenda(database.db, id, [{ ...item, id: 'x1', title: 'Passerella ciclabile' }], 5);
    expect((await ask({ q: 'passerella' })).items).toMatchObject([{ kind: 'agenda', agendaItemId: 'x1' }]);
    await replaceAgenda(database.db, id, [{ ...item, id: 'x1', title: 'Ponte' }], 6);
    expect((await ask({ q: 'passerella' })).total).toBe(0);
    const cues = [0, 8, 16].map((startSeconds, index) => {
      const text = ['Apriamo la seduta.', 'Parliamo del lungolago.', 'Si vota.'][index] ?? '';
      return { startSeconds, endSeconds: startSeconds + 8, speaker: 'Sindaca', text };
    });
    await replaceTranscript(database.db, {
      id: 't',
      sessionId: id,
      lang: 'it',
      source: 'uploaded',
      createdAtMs: 7,
      cues,
    });
    await finishIndexing(database.db);
    expect((await ask({ q: 'lungolago' })).items).toMatchObject([
      { kind: 'transcript', offsetSeconds: 8, speaker: 'Sindaca' },
    ]);
    await sqliteSearchWriter.removeSession(database.db, id);
    expect((await ask({ q: 'lungolago' })).total).toBe(0);
  });
});
