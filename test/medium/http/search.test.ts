// Search over HTTP: strange input is answered or clearly refused, what is hidden shows nowhere, feeds and synonyms work.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchResult, SuggestionList } from '../../../server/contract/search.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { mailKeys } from '../../../server/usecases/mail-keys.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
let session: Session;
beforeAll(async () => {
  server = await createTestServer();
  session = await create('Seduta del ponte', [
    { title: 'Ricostruzione della passerella sul torrente' },
    { title: 'Passerella: variazione di bilancio & <spese>' },
    { title: 'Tassa sui rifiuti' },
  ]);
  await create('Seduta nascosta', [{ title: 'Sopralluogo riservatissimo' }], 'private');
});
afterAll(() => server.close());

async function create(title: string, agenda: object[], publication = 'published'): Promise<Session> {
  const body = { title, agenda, publication, scheduledAt: '2026-03-12T18:30:00Z', body: 'Consiglio comunale' };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
}

async function find(query: Readonly<Record<string, string>>): Promise<SearchResult> {
  const answer = await server.ask('GET', `/api/search?${new URLSearchParams(query).toString()}`);
  expect(answer.status).toBe(200);
  return answer.json<SearchResult>();
}

const titlesOf = ({ items }: SearchResult): string[] => items.map((hit) => hit.title);

describe('a search over HTTP', () => {
  it('answers strange input and finds nothing by it', async () => {
    const strange = {
      'a quote that does not close': '"zzz',
      operators: 'NEAR( ^ * : - + {zzz} OR',
      'ten thousand characters': 'zzz '.repeat(2500).slice(0, 10_000),
      'reading direction marks': '\u202Ezzz\u202C \u200Fzzz',
      SQL: "zzz'; drop table sessions; --",
      'FTS columns': 'title:zzz text:zzz rowid:1',
      emoji: '👩‍⚖️🏛️',
      'only stop words': 'zur was wer',
      'a date that does not exist': 'zzz 31 febbraio 2026',
    };
    for (const [name, q] of Object.entries(strange)) {
      expect({ name, total: (await find({ q })).total }).toEqual({ name, total: 0 });
    }
  });

  it('still finds what stands between strange characters', async () => {
    for (const q of [
      '"passerella torrente',
      '\u202Epasserella\u202C torrente',
      'passerella AND ( torrente',
      '🏛️ torrente',
    ]) {
      expect(titlesOf(await find({ q, kind: 'agenda' }))[0]).toBe('Ricostruzione della passerella sul torrente');
    }
  });

  it.each([
    ['a day that does not exist', 'from=2026-02-31'],
    ['no day at all', 'to=domani'],
    ['more than ten thousand characters', `q=${'x'.repeat(10_001)}`],
    ['a cursor that is none', 'q=ponte&cursor=abc'],
    ['an unknown kind', 'q=ponte&kind=segreto'],
  ])('refuses %s in words', async (_, query) => {
    const answer = await server.ask('GET', `/api/search?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ detail: expect.any(String) });
  });

  it('refuses the cursor of another query', async () => {
    const { nextCursor } = await find({ q: 'passerella', limit: '1' });
    expect(nextCursor).toEqual(expect.any(String));
    const next = await find({ q: 'passerella', limit: '1', cursor: nextCursor ?? '' });
    expect(next.items).toHaveLength(1);
    const answer = await server.ask('GET', `/api/search?q=rifiuti&limit=1&cursor=${nextCursor ?? ''}`);
    expect(answer.json()).toMatchObject({ status: 400, code: 'bad-request' });
  });

  it('says what it searched for instead of a typing error, and searches for the error itself when asked', async () => {
    const repaired = await find({ q: 'la paserella sul Torente' });
    expect(repaired.repaired?.query).toBe('la passerella sul torrente');
    expect(repaired.total).toBeGreaterThan(0);
    expect(await find({ q: 'la paserella sul Torente', literal: 'true' })).toMatchObject({ total: 0, repaired: null });
  });

  it('finds within a session, a body and a language, and counts what there is', async () => {
    expect((await find({ q: 'passerella', session: session.id })).facets.kind).toEqual([{ value: 'agenda', count: 2 }]);
    expect((await find({ q: 'passerella', session: 'other' })).total).toBe(0);
    expect((await find({ q: 'passerella', lang: 'de' })).total).toBe(0);
  });

  it('tells nothing of what is not published', async () => {
    for (const address of [
      '/api/search?q=riservatissimo',
      '/api/search/feed?q=sopralluogo',
      '/api/search/suggestions?q=sopra',
    ]) {
      expect((await server.ask('GET', address)).text).not.toMatch(/riservatissimo|nascosta/i);
    }
    expect((await find({ q: 'riservattissimo' })).repaired).toBeNull();
  });

  it('lets a session leave index, suggestions and feed with the command that withholds it', async () => {
    const { id } = await create('Seduta breve', [{ title: 'Fontanella di Collebasso' }]);
    const asks = ['/api/search?q=fontanella', '/api/search/suggestions?q=fontan', '/api/search/feed?q=fontanella'];
    for (const address of asks) expect((await server.ask('GET', address)).text).toContain('Collebasso');
    const body = { command: 'withhold', reason: 'Un errore' };
    expect((await server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body })).status).toBe(200);
    for (const address of asks) expect((await server.ask('GET', address)).text).not.toContain('Collebasso');
  });
});

describe('suggestions', () => {
  it('complete titles while they are typed', async () => {
    const answer = await server.ask('GET', '/api/search/suggestions?q=ricostruzione%20pass');
    expect(answer.json<SuggestionList>().items).toContainEqual({
      kind: 'agenda',
      text: 'Ricostruzione della passerella sul torrente',
    });
  });
});

describe('common questions', () => {
  const ask = (q: string) => server.ask('POST', '/api/search/askings', { body: { q } });
  const suggested = async (): Promise<SuggestionList['items']> =>
    (await server.ask('GET', '/api/search/suggestions?q=tassa')).json<SuggestionList>().items;

  it('are suggested once enough have asked on several days, and until then are not even stored in words', async () => {
    const common = { kind: 'common', text: 'tassa rifiuti' };
    for (const day of [1, 1, 2, 2, 2]) {
      server.setNow(Date.UTC(2026, 3, day));
      expect((await ask('Tassa  rifiuti')).status).toBe(204);
    }
    expect(await suggested()).not.toContainEqual(common);
    const kept = await server.house.db.selectFrom('search_askings').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain('tassa');
    server.setNow(Date.UTC(2026, 3, 3));
    await ask('tassa rifiuti');
    expect(await suggested()).toContainEqual(common);
    server.setNow(Date.now());
  });

  it('never are what finds nothing, was mistyped or stands only in what is not published', async () => {
    for (const q of ['tasssa rifiuti', 'sopralluogo riservatissimo', 'nessuna parola nota']) await ask(q);
    const kept = await server.house.db.selectFrom('search_askings').selectAll().execute();
    expect(kept).toHaveLength(1);
  });
});

describe('the feed of a search', () => {
  it('is well-formed Atom with one entry a hit', async () => {
    const answer = await server.ask('GET', '/api/search/feed?q=bilancio%20%22%3C');
    expect(answer.headers.get('content-type')).toContain('application/atom+xml');
    expect(answer.text).toContain(
      '<title>Passerella: variazione di bilancio &amp; &lt;spese&gt; (Consiglio comunale)</title>',
    );
    expect(answer.text.match(/<entry>/g)).toHaveLength(1);
    expect(answer.text).toContain(`/sessions/${session.id}`);
  });
});

describe("the town's synonyms", () => {
  it('hold from the next search on', async () => {
    expect((await find({ q: 'pedonale' })).total).toBe(0);
    const body = { text: '# ponti\npedonale = passerella\n' };
    expect((await server.askAsStaff('PUT', '/api/search/synonyms', { body })).status).toBe(200);
    const hit = (await find({ q: 'pedonale', kind: 'agenda' })).items[0];
    expect(hit?.reasons).toMatchObject([{ typed: 'pedonale', found: 'passerella', form: 'synonym', field: 'title' }]);
    expect((await server.askAsStaff('GET', '/api/search/synonyms')).json()).toEqual(body);
  });

  it('are refused with the line that is no group, and are no business of the public', async () => {
    const answer = await server.askAsStaff('PUT', '/api/search/synonyms', { body: { text: 'a = b\nsolo una' } });
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ path: 'line.2' }] });
    expect((await server.ask('GET', '/api/search/synonyms')).status).toBe(401);
  });
});

describe('saved searches over HTTP', () => {
  it('say whether mail is set up, ask without an account, and end by one click without opening a page', async () => {
    expect((await server.ask('GET', '/api/search/alerts')).json()).toEqual({ mail: true });
    const mails: string[] = [];
    server.onMail = async ({ text }) => void mails.push(text);
    const body = { email: 'ada@example.org', cadence: 'weekly', lang: 'en', query: { q: 'passerella' } };
    expect((await server.ask('POST', '/api/search/alerts', { body })).status).toBe(204);
    const key = /#confirm=([\w-]+)/.exec(mails[0] ?? '')?.[1] ?? '';
    expect((await server.ask('POST', '/api/search/alerts/confirm', { body: { key } })).status).toBe(204);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const oneClick = { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' };
    const { leave } = mailKeys(server.house, 'search-alert', (await readAlerts()).at(0)?.id ?? '');
    expect((await fetch(`${server.url}/api/search/alerts/leave/${leave}`, oneClick)).status).toBe(204);
    expect(await readAlerts()).toEqual([]);
  });
});

async function readAlerts(): Promise<{ id: string }[]> {
  return server.house.db.selectFrom('search_alerts').select('id').execute();
}
