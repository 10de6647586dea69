// Typing errors in an archive of two languages are repaired to words of the language that is searched in.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importLines } from '../../../db/imports.ts';
import { planQuery } from '../../../db/search/query-plan.ts';
import type { SearchAnswer, SearchReader } from '../../../db/search/search-index.ts';
import { createSearchReader } from '../../../db/search/search-reader.ts';
import { importedLineSchema } from '../../../server/contract/imports.ts';
import { searchQuerySchema } from '../../../server/contract/search.ts';
import { countingIds, openTestDatabase, type TestDatabase } from '../../support/database.ts';

/** Each word stands more often in the language that is not meant. */
const said = {
  it: [
    'La solidarietà e la qualità dei servizi; il parlamento ne discute.',
    'Di nuovo la neutralità, la qualità e la solidarietà.',
    'La neutralità fiscale. Il consigliere Melani ha la parola.',
    'Una regione e una stazione.',
  ],
  de: [
    'Die Neutralität und die Qualität; das Parlament berät.',
    'Die Region, die Station und die Melone. Das Parlament und noch einmal das Parlament.',
    'Das Parlament beschließt. Die Station in der Region.',
  ],
};

let database: TestDatabase;
let reader: SearchReader;
beforeAll(async () => {
  database = await openTestDatabase();
  const lines = Object.entries(said).flatMap(([lang, texts]) => [
    {
      kind: 'session',
      id: `s-${lang}`,
      title: lang,
      body: `Rat ${lang}`,
      bodyType: 'council',
      date: '2025-03-01',
      lang,
    },
    ...texts.map((text, order) => {
      const speaker = lang === 'it' ? 'Livia Tolomei' : 'Eva Gruber';
      return { kind: 'speech', id: `${lang}-${order}`, sessionId: `s-${lang}`, order, lang, speaker, text };
    }),
  ]);
  const source = lines.map((value, line) => ({ file: 'test', line, value: importedLineSchema.parse(value) }));
  await importLines(database.db, source, { nowMs: 1, newId: countingIds() });
  reader = createSearchReader(database.file);
});
afterAll(async () => {
  await reader.close();
  await database.close();
});

async function ask(query: object): Promise<SearchAnswer & { kind: 'found' }> {
  const plan = planQuery(searchQuerySchema.parse(query), { visibleTo: 'public' });
  const answer = await reader.search(plan, { limit: 10, cursor: null });
  if (answer.kind !== 'found') throw new Error('the cursor was refused');
  return answer;
}

async function repairsOf(query: object): Promise<string[]> {
  const { items, repaired } = await ask(query);
  expect(items.length).toBeGreaterThan(0);
  return repaired.map(({ used }) => used);
}

describe('a typing error with a language chosen', () => {
  it.each([
    ['Neutraliät', 'de', 'neutralitat'],
    ['neutralta', 'it', 'neutralita'],
    ['Qualtiät', 'de', 'qualitat'],
    ['qualtià', 'it', 'qualita'],
    ['parlamet', 'it', 'parlamento'],
    ['Parlamemt', 'de', 'parlament'],
    ['Regoin', 'de', 'region'],
    ['stazoine', 'it', 'stazione'],
  ])('%s in %s is taken for %s', async (q, lang, used) => {
    expect(await repairsOf({ q, lang })).toEqual([used]);
  });

  it('is one also where the word is known, but only in another language', async () => {
    expect(await repairsOf({ q: 'parlamento', lang: 'de' })).toEqual(['parlament']);
    expect(await repairsOf({ q: 'qualitat', lang: 'it' })).toEqual(['qualita']);
    expect((await ask({ q: 'parlamento' })).repaired).toEqual([]);
  });

  it('is none in a name, and none without a word of that language to take it for', async () => {
    expect(await ask({ q: 'Tolomei', lang: 'de' })).toMatchObject({ total: 0, repaired: [] });
    expect(await ask({ q: 'solidareità', lang: 'de' })).toMatchObject({ total: 0, repaired: [] });
  });
});

describe('a typing error without a language chosen', () => {
  it.each([
    ['Neutraliat', 'the most frequent word', 'neutralita'],
    ['Neutraliät', 'letters', 'neutralitat'],
    ['die Neutraliat', 'small words', 'neutralitat'],
    ['Gruber beschließt Qualitaet', 'letters and other words', 'qualitat'],
    ['Melone neutraliat', 'another word', 'neutralitat'],
    ['Solidarieta neutraliat', 'another word', 'neutralita'],
  ])('%s is decided by %s', async (q, _what, used) => {
    expect(await repairsOf({ q })).toEqual([used]);
  });
});

describe('a typing error within other filters', () => {
  it('is taken for a word that they reach', async () => {
    expect(await repairsOf({ q: 'neutraliat', body: 'Rat de' })).toEqual(['neutralitat']);
    expect(await repairsOf({ q: 'neutraliat', speaker: 'Tolomei' })).toEqual(['neutralita']);
  });
});
