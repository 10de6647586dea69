// Whatever somebody types or puts into an address of search: an answer, or a refusal in words. Never an error of the server.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Problem } from '../../../server/contract/problems.ts';
import type { SearchResult } from '../../../server/contract/search.ts';
import { createTestServer, type Answer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let foreign: string;
beforeAll(async () => {
  server = await createTestServer();
  const agenda = ['Passerella sul torrente', 'Passerella: bilancio', 'Tassa sui rifiuti'].map((title) => ({ title }));
  const body = { title: 'Seduta del ponte', agenda, scheduledAt: '2026-03-12T18:30:00Z' };
  expect((await server.askAsStaff('POST', '/api/sessions', { body })).status).toBe(201);
  const first = await server.ask('GET', '/api/search?q=passerella&limit=1');
  foreign = first.json<SearchResult>().nextCursor ?? '';
  expect(foreign).not.toBe('');
});
afterAll(() => server.close());

const strange = [
  ...['30.02.2024', '31/11', '31/11/2025', '0/0/2026', '2026-13-45', '29 febbraio 2025', 'passerella 31.04.2026'],
  ...['x'.repeat(10_000), 'passerella '.repeat(900), '"'.repeat(9999), `"${'a '.repeat(4000)}"`, '🏛️'.repeat(1500)],
  ...['\u202Epasserella\u202C', '\u200F\u200E\u2066\u2069', '\uFEFF', '\u0000', '\uD83D', '\uE000passerella\uE001'],
  ...['"passerella', '“passerella', '«passerella', "'passerella", '"" "" ""', '“"”"'],
  ...[
    'passerella AND',
    'OR',
    'NOT passerella',
    'NEAR(passerella torrente, 2)',
    'title:passerella',
    '^passerella',
    'pass*',
  ],
  ...['{title speaker} : x', '-passerella', '(((', ')', 'rowid:1', 'a + b', '*', 'passerella NEAR'],
  ...["'; drop table sessions; --", "' or 1=1 --", 'search_words_public MATCH x', '\\', '%', '_', '${7*7}', '<script>'],
  ...['👩‍⚖️', '🏛️ torrente', 'e di la', 'chi ha parlato di', 'the of and', 'der die das', '   ', ''],
];

/** How it was answered: `fine`, `refused` in words, or what is wrong with the answer. */
function rate(answer: Answer): string {
  if (answer.status === 200) return 'fine';
  const isProblem = (answer.headers.get('content-type') ?? '').startsWith('application/problem+json');
  if (answer.status < 400 || answer.status >= 500 || !isProblem) return `status ${answer.status}`;
  return answer.json<Problem>().detail.includes(' ') ? 'refused' : 'refused without words';
}

async function rateAll(addresses: readonly string[]): Promise<Record<string, string>> {
  const rated: Record<string, string> = {};
  for (const address of addresses) rated[address.slice(0, 120)] = rate(await server.ask('GET', address));
  return rated;
}

function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(query).toString()}`;
}

const paths = ['/api/search', '/api/search/suggestions', '/api/search/feed'] as const;

describe('strange words', () => {
  it.each(paths)('are all answered by %s', async (path) => {
    const rated = await rateAll(strange.map((q) => addressOf(path, { q })));
    expect(Object.entries(rated).filter(([, how]) => how !== 'fine')).toEqual([]);
  });

  it('are refused in words above ten thousand characters, however they are written in an address', async () => {
    const rated = await rateAll(['x', '"', '漢'].map((one) => addressOf('/api/search', { q: one.repeat(10_001) })));
    expect(new Set(Object.values(rated))).toEqual(new Set(['refused']));
  });
});

describe('strange addresses', () => {
  it('are refused in words: cursors of other questions, days that do not exist, numbers that are none', async () => {
    const q = 'passerella';
    const queries: Record<string, string>[] = [
      ...[foreign.slice(1), `${foreign}x`, 'null', '-1', '0', '😀', 'a'.repeat(401)].map((cursor) => ({ q, cursor })),
      ...[{ q: 'rifiuti' }, { q, sort: 'newest' }, { q, kind: 'agenda' }].map((one) => ({ ...one, cursor: foreign })),
      ...['30.02.2024', '31/11', '2026-02-30', '2026-13-01', 'ieri'].flatMap((day) => [
        { q, from: day },
        { q, to: day },
      ]),
      ...['0', '-5', '51', '1e9', 'molti'].map((limit) => ({ q, limit })),
      ...[{ kind: 'segreto' }, { sort: 'caso' }, { literal: 'forse' }, { lang: 'x' }].map((one) => ({ q, ...one })),
    ];
    const rated = await rateAll(queries.map((query) => addressOf('/api/search', query)));
    expect(Object.entries(rated).filter(([, how]) => how !== 'refused')).toEqual([]);
  });

  it('of any kind get an answer or a refusal', async () => {
    const text = fc.oneof(
      fc.constantFrom(...strange.filter((one) => one.length < 100), foreign, '2026-03-12', 'it', '1', 'true', 'newest'),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    const names = ['q', 'body', 'from', 'to', 'speaker', 'group', 'term', 'session', 'kind', 'lang'];
    const query = fc.dictionary(fc.constantFrom(...names, 'literal', 'sort', 'cursor', 'limit', 'x'), text);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), query, async (path, one) => {
        expect(['fine', 'refused']).toContain(rate(await server.ask('GET', addressOf(path, one))));
      }),
      { numRuns: 80 },
    );
  });
});
