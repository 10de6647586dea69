// Routes of sessions over a real database: what must appear, and what must not.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session, SessionPage } from '../../../server/contract/sessions.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function create(more: object = {}): Promise<Session> {
  const body = { title: 'Seduta ordinaria', scheduledAt: '2026-11-22T18:30:00Z', ...more };
  const answer = await server.askAsStaff('POST', '/api/sessions', { body });
  expect(answer.status).toBe(201);
  return answer.json<Session>();
}

describe('a session', () => {
  it('is created published, with an agenda tree numbered by position', async () => {
    const agenda = [{ title: 'Comunicazioni' }, { title: 'Bilancio 💶', children: [{ title: 'Emendamenti' }] }];
    const session = await create({ body: 'Consiglio comunale', agenda });
    expect(session).toMatchObject({
      state: 'scheduled',
      publication: 'published',
      body: 'Consiglio comunale',
      scheduledAt: '2026-11-22T18:30:00.000Z',
      playback: null,
      takes: [],
    });
    expect(session.agenda.map((item) => item.number)).toEqual(['1', '2']);
    expect(session.agenda[1]?.children[0]).toMatchObject({ number: '2.1', title: 'Emendamenti', marks: [] });
    const shown = await server.ask('GET', `/api/sessions/${session.id}`);
    expect(shown.json()).toEqual(session);
  });

  it('lets its encoder connect from the moment it exists', async () => {
    const { id } = await create();
    expect(server.live.calls).toContain(`openSession ${id}`);
  });

  it('takes an agenda of a thousand items', async () => {
    const agenda = Array.from({ length: 1000 }, (_, index) => ({ title: `Punto ${index + 1}` }));
    const session = await create({ agenda });
    expect(session.agenda).toHaveLength(1000);
    expect(session.agenda[999]?.number).toBe('1000');
  });

  it('is refused with every fault named when the input is bad', async () => {
    const answer = await server.askAsStaff('POST', '/api/sessions', { body: { title: '', scheduledAt: 'domani' } });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = answer.json<{ code: string; errors: { path: string }[] }>();
    expect(problem.code).toBe('invalid-input');
    expect(problem.errors.map((error) => error.path)).toEqual(['title', 'scheduledAt']);
  });

  it('keeps the stream key out of every answer but the feed', async () => {
    const session = await create();
    const feed = await server.askAsStaff('GET', `/api/sessions/${session.id}/feed`);
    const { rtmp, status } = feed.json<{ rtmp: { streamKey: string; url: string }; status: string }>();
    expect(rtmp.streamKey).toMatch(/^[a-z2-7]{32}$/);
    expect(status).toBe('waiting');
    const others = await Promise.all([
      server.askAsStaff('GET', `/api/sessions/${session.id}`),
      server.askAsStaff('GET', '/api/sessions?limit=100'),
      server.askAsStaff('POST', `/api/sessions/${session.id}/commands`, { body: { command: 'go-live' } }),
      server.askAsStaff('GET', `/api/sessions/${session.id}/record`),
      server.ask('GET', '/metrics'),
    ]);
    for (const answer of others) expect(answer.text).not.toContain(rtmp.streamKey);
    expect(server.log.lines.join('\n')).not.toContain(rtmp.streamKey);
    const publicAnswer = await server.ask('GET', `/api/sessions/${session.id}/feed`);
    expect(publicAnswer.status).toBe(401);
    expect(publicAnswer.text).not.toContain(rtmp.streamKey);
  });

  it('gets another stream key on demand, and does not show it in that answer', async () => {
    const { id } = await create();
    const keyOf = async (): Promise<string> =>
      (await server.askAsStaff('GET', `/api/sessions/${id}/feed`)).json<{ rtmp: { streamKey: string } }>().rtmp
        .streamKey;
    const before = await keyOf();
    const answer = await server.askAsStaff('POST', `/api/sessions/${id}/stream-key`);
    const after = await keyOf();
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    expect(after).not.toBe(before);
  });

  it('changes its title and keeps its date', async () => {
    const { id, scheduledAt } = await create();
    const answer = await server.askAsStaff('PATCH', `/api/sessions/${id}`, { body: { title: 'Seduta urgente' } });
    expect(answer.json()).toMatchObject({ id, title: 'Seduta urgente', scheduledAt });
  });
});

describe('publication', () => {
  it('hides a private session from the public everywhere, exactly as if it did not exist', async () => {
    const secret = await create({ title: 'Seduta riservatissima', publication: 'private' });
    const missing = await server.ask('GET', '/api/sessions/no-such-session');
    for (const tail of ['', '/record', '/transcript', '/chat']) {
      const answer = await server.ask('GET', `/api/sessions/${secret.id}${tail}`);
      expect(answer.status).toBe(404);
      expect(answer.text).toBe(missing.text);
    }
    const list = await server.ask('GET', '/api/sessions?limit=100');
    expect(list.text).not.toContain(secret.id);
    const search = await server.ask('GET', '/api/search?q=riservatissima');
    expect(search.text).not.toContain(secret.id);
    const forStaff = await server.askAsStaff('GET', `/api/sessions/${secret.id}`);
    expect(forStaff.json()).toMatchObject({ id: secret.id, publication: 'private' });
  });

  it('answers 410 with the public reason once withheld, and comes back by publish', async () => {
    const session = await create({ title: 'Seduta con dati personali' });
    const command = (body: object) => server.askAsStaff('POST', `/api/sessions/${session.id}/commands`, { body });
    const without = await command({ command: 'withhold' });
    expect(without.status).toBe(422);
    expect(without.json()).toMatchObject({ code: 'reason-required' });
    await command({ command: 'withhold', reason: 'Ordine del Garante' });
    const gone = await server.ask('GET', `/api/sessions/${session.id}`);
    expect(gone.status).toBe(410);
    expect(gone.json()).toMatchObject({ code: 'withheld', reason: 'Ordine del Garante' });
    expect(gone.text).not.toContain('dati personali');
    expect(server.house.visibility.visibilityOf(session.id)).toEqual({
      kind: 'withheld',
      reason: 'Ordine del Garante',
    });
    await command({ command: 'publish' });
    expect((await server.ask('GET', `/api/sessions/${session.id}`)).status).toBe(200);
  });
});

describe('the list', () => {
  it('goes page by page without losing or repeating a session', async () => {
    const ids = new Set<string>();
    for (let index = 0; index < 5; index += 1) {
      ids.add((await create({ body: 'Commissione elenco', scheduledAt: `2027-01-0${index + 1}T10:00:00Z` })).id);
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const address = `/api/sessions?body=Commissione+elenco&limit=2&state=&from=&cursor=${encodeURIComponent(cursor)}`;
      const page = (await server.ask('GET', address)).json<SessionPage>();
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(ids);
  });

  it('filters by state and by date', async () => {
    const day = await create({ scheduledAt: '2028-05-05T23:00:00Z' });
    const found = (await server.ask('GET', '/api/sessions?from=2028-05-05&to=2028-05-05')).json<SessionPage>();
    expect(found.items.map((item) => item.id)).toEqual([day.id]);
    const live = (await server.ask('GET', '/api/sessions?state=ended&from=2028-05-05')).json<SessionPage>();
    expect(live.items).toEqual([]);
  });

  it('refuses what is no date, no state and no cursor', async () => {
    const answers = await Promise.all(
      ['from=ieri', 'state=happy', 'limit=9999', 'cursor=rubbish'].map((query) =>
        server.ask('GET', `/api/sessions?${query}`),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400]);
  });

  it('knows the bodies', async () => {
    await create({ body: 'Commissione bilancio' });
    const answer = await server.ask('GET', '/api/bodies');
    expect(answer.json<{ items: { name: string }[] }>().items.map((body) => body.name)).toContain(
      'Commissione bilancio',
    );
  });
});

describe('the agenda', () => {
  it('is replaced, keeping the ids of items that stay', async () => {
    const session = await create({ agenda: [{ title: 'Uno' }, { title: 'Due' }] });
    const [first] = session.agenda;
    const agenda = [{ title: 'Zero' }, { id: first?.id, title: 'Uno, riveduto' }];
    const answer = await server.askAsStaff('PUT', `/api/sessions/${session.id}/agenda`, { body: { agenda } });
    const items = answer.json<Session>().agenda;
    expect(items.map((item) => item.title)).toEqual(['Zero', 'Uno, riveduto']);
    expect(items[1]?.id).toBe(first?.id);
    expect(server.told).toContainEqual({
      name: 'agenda:changed',
      sessionId: session.id,
      data: { sessionId: session.id },
    });
  });

  it('does not let go of an item that has a mark', async () => {
    const session = await create({ agenda: [{ title: 'Segnato' }] });
    await server.askAsStaff('POST', `/api/sessions/${session.id}/commands`, { body: { command: 'go-live' } });
    const agendaItemId = session.agenda[0]?.id;
    await server.askAsStaff('POST', `/api/sessions/${session.id}/marks`, { body: { agendaItemId } });
    const answer = await server.askAsStaff('PUT', `/api/sessions/${session.id}/agenda`, { body: { agenda: [] } });
    expect(answer.status).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'agenda-in-use' });
  });
});
