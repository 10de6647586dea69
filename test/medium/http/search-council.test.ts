// What the desk writes down is found: votes with their outcome, who spoke, the chat where it is kept; and what may not, is not.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchResult, SuggestionList } from '../../../server/contract/search.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { insertChatMessage } from '../../../db/chat.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
let session: Session;
beforeAll(async () => {
  server = await createTestServer();
  const agenda = [{ title: 'Parcheggio di piazza Verdi' }];
  const body = { title: 'Seduta', agenda, scheduledAt: '2026-03-12T18:30:00Z', body: 'Consiglio comunale' };
  session = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  await command('go-live');
});
afterAll(() => server.close());

async function command(name: string): Promise<void> {
  const answer = await server.askAsStaff('POST', `/api/sessions/${session.id}/commands`, { body: { command: name } });
  expect(answer.status).toBe(200);
}

async function find(query: Readonly<Record<string, string>>): Promise<SearchResult> {
  return (await server.ask('GET', `/api/search?${new URLSearchParams(query).toString()}`)).json<SearchResult>();
}

async function write(data: object): Promise<string> {
  const answer = await server.askAsStaff('POST', `/api/sessions/${session.id}/log`, { body: { data } });
  expect(answer.status).toBe(201);
  return answer.json<{ entry: { id: string } }>().entry.id;
}

const publicLog = { votes: true, attendance: true, speakers: true, chat: false };

async function show(part: Partial<typeof publicLog>): Promise<void> {
  const bodies = (await server.ask('GET', '/api/bodies')).json<{ items: { id: string }[] }>();
  const address = `/api/bodies/${bodies.items[0]?.id ?? ''}`;
  const answer = await server.askAsStaff('PATCH', address, { body: { publicLog: { ...publicLog, ...part } } });
  expect(answer.status).toBe(200);
}

describe('what the desk writes down', () => {
  it('is found: a vote by its subject and outcome, with its instant, until it is taken back', async () => {
    const counts = { present: 9, for: 6, against: 2, abstained: 1, blank: 0 };
    const note = 'parola riservatissima';
    const vote = { kind: 'vote', subject: 'Mozione sulle fioriere', method: 'show-of-hands', majority: 'simple' };
    const id = await write({ ...vote, counts, ballots: [], note });
    const [hit] = (await find({ q: 'fioriere approvato' })).items;
    expect(hit).toMatchObject({ kind: 'vote', title: 'Mozione sulle fioriere', at: expect.any(String) });
    expect((await find({ q: 'riservatissima', literal: 'true' })).total).toBe(0);
    await show({ votes: false });
    expect((await find({ q: 'fioriere', literal: 'true' })).total).toBe(0);
    await show({ votes: true });
    expect((await find({ q: 'fioriere' })).total).toBe(1);
    expect((await server.askAsStaff('DELETE', `/api/sessions/${session.id}/log/${id}`)).status).toBeLessThan(300);
    expect((await find({ q: 'fioriere', literal: 'true' })).total).toBe(0);
  });

  it('is found: who spoke, with the group as a filter', async () => {
    const speech = { kind: 'speech', personId: null, speechKind: 'contribution' };
    await write({ ...speech, speaker: 'Ada Lumini', group: 'Lista Civica' });
    await write({ ...speech, speaker: 'Ugo Fanti', group: 'Gruppo Misto' });
    expect((await find({ q: 'lumini' })).items[0]).toMatchObject({ kind: 'speech', speaker: 'Ada Lumini' });
    const within = await find({ q: 'lumini fanti', group: 'lista civica' });
    expect(within.items.map((hit) => hit.speaker)).toEqual(['Ada Lumini']);
    expect(within.facets.group).toEqual([{ value: 'Lista Civica', count: 1 }]);
  });
});

describe('an item of the agenda', () => {
  it('is found by who presents it and by the reference of the act, which is suggested from public agendas', async () => {
    const facts = { rapporteur: 'Livia Tarquini', matter: 'PG 1234/2026', type: 'delibera' };
    const item = `/api/sessions/${session.id}/agenda/${session.agenda[0]?.id}`;
    expect((await server.askAsStaff('PATCH', item, { body: facts })).status).toBe(200);
    const shown = (await server.ask('GET', `/api/sessions/${session.id}`)).json<Session>();
    expect(shown.agenda[0]).toMatchObject(facts);
    for (const q of ['tarquini', '"pg 1234/2026"', '1234/2026']) {
      expect((await find({ q })).items[0]).toMatchObject({ kind: 'agenda', title: 'Parcheggio di piazza Verdi' });
    }
    const suggested = async (q: string) =>
      (await server.ask('GET', `/api/search/suggestions?q=${encodeURIComponent(q)}`)).json<SuggestionList>().items;
    for (const q of ['pg 12', '1234'])
      expect(await suggested(q)).toContainEqual({ kind: 'matter', text: facts.matter });
    const agenda = [{ title: 'Riservato', matter: 'PG 1299/2026' }];
    const secret = { title: 'Seduta', agenda, scheduledAt: '2026-04-12T18:30:00Z', publication: 'private' };
    expect((await server.askAsStaff('POST', '/api/sessions', { body: secret })).status).toBe(201);
    expect(await suggested('pg 129')).toEqual([]);
  });
});

describe('the chat', () => {
  it('is found only when the session is over and the body keeps it, and a removed message is not', async () => {
    const message = { sessionId: session.id, displayName: 'Anonimo42', atMs: 5 };
    await insertChatMessage(server.house.db, { ...message, id: 'm1', text: 'E il monopattino?' });
    await insertChatMessage(server.house.db, { ...message, id: 'm2', text: 'Il monopattino ingombra' });
    await command('adjourn');
    expect((await find({ q: 'monopattino' })).total).toBe(0);
    await show({ chat: true });
    expect((await find({ q: 'monopattino' })).items.map((hit) => hit.kind)).toEqual(['chat', 'chat']);
    expect((await find({ q: 'Anonimo42', literal: 'true' })).total).toBe(0);
    const removal = await server.askAsStaff('DELETE', `/api/sessions/${session.id}/chat/m1`);
    expect(removal.status).toBeLessThan(300);
    expect((await find({ q: 'monopattino' })).total).toBe(1);
    await show({ chat: false });
    expect((await find({ q: 'monopattino' })).total).toBe(0);
  });
});
