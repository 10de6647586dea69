// Two clerks write at the same time: whoever is second is told what stands now, and nothing of the first one's work is lost.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '../../../server/contract/problems.ts';
import { agendaRows, rosterRows } from '../../../server/contract/seen-rows.ts';
import type { Roster } from '../../../server/contract/roster.ts';
import type { AgendaItem, Session } from '../../../server/contract/sessions.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function create(): Promise<Session> {
  const agenda = [{ title: 'Appello' }, { title: 'Surroga' }];
  const body = { title: 'Seduta', body: 'Consiglio', scheduledAt: '2026-12-03T20:00:30Z', agenda };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
}
const read = async (id: string) => (await server.askAsStaff('GET', `/api/sessions/${id}`)).json<Session>();
const write = (method: string, path: string, body: object) => server.askAsStaff(method, path, { body });
const kept = (items: readonly AgendaItem[]) => items.map(({ id, title }) => ({ id, title }));

describe('a whole agenda that two clerks replace', () => {
  it('keeps what the first one wrote, and tells the second one the difference', async () => {
    const { id, agenda } = await create();
    const path = `/api/sessions/${id}/agenda`;
    const seen = agendaRows(agenda);
    const first = await write('PUT', path, { agenda: [...kept(agenda), { title: 'Bilancio' }], seen });
    expect(first.status).toBe(200);
    const second = await write('PUT', path, { agenda: [...kept(agenda), { title: 'Mozione' }], seen });
    expect(second.status).toBe(409);
    const problem = second.json<Problem>();
    expect(problem.code).toBe('changed-by-other');
    expect(problem.errors).toEqual([{ path: 'added', detail: '3 Bilancio' }]);
    expect((await read(id)).agenda.map((item) => item.title)).toEqual(['Appello', 'Surroga', 'Bilancio']);
  });

  it('is another one when only the order has changed', async () => {
    const { id, agenda } = await create();
    const path = `/api/sessions/${id}/agenda`;
    const turned = agenda.toReversed().map((item) => ({ id: item.id, number: item.number, title: item.title }));
    expect((await write('PUT', path, { agenda: turned, seen: agendaRows(agenda) })).status).toBe(200);
    const late = await write('PUT', path, { agenda: kept(agenda), seen: agendaRows(agenda) });
    expect(late.json<Problem>().errors).toEqual([{ path: 'order', detail: '2 Surroga · 1 Appello' }]);
  });

  it('is replaced all the same when both press at the very same moment: one is told', async () => {
    const { id, agenda } = await create();
    const add = (title: string) =>
      write('PUT', `/api/sessions/${id}/agenda`, { agenda: [...kept(agenda), { title }], seen: agendaRows(agenda) });
    const answers = await Promise.all(['Bilancio', 'Mozione'].map(add));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  it('is not checked for integrations that do not say what they have seen', async () => {
    const { id, agenda } = await create();
    for (const title of ['Bilancio', 'Mozione']) {
      const answer = await write('PUT', `/api/sessions/${id}/agenda`, { agenda: [...kept(agenda), { title }] });
      expect(answer.status).toBe(200);
    }
  });
});

describe('the fields of one thing', () => {
  it('of an item: two who change different fields do not disturb each other, the same field is refused', async () => {
    const { id, agenda } = await create();
    const path = `/api/sessions/${id}/agenda/${agenda[1]?.id}`;
    expect((await write('PATCH', path, { rapporteur: 'Ada', seen: { rapporteur: '' } })).status).toBe(200);
    const other = { description: 'Nomina.', noBroadcast: true, seen: { description: '', noBroadcast: false } };
    expect((await write('PATCH', path, other)).status).toBe(200);
    const late = await write('PATCH', path, { rapporteur: 'Berto', seen: { rapporteur: '' } });
    expect(late.status).toBe(409);
    expect(late.json<Problem>().errors).toEqual([{ path: 'rapporteur', detail: 'Ada' }]);
    expect((await read(id)).agenda[1]).toMatchObject({ rapporteur: 'Ada', description: 'Nomina.', noBroadcast: true });
  });

  it('of a session: title and instants', async () => {
    const { id } = await create();
    const path = `/api/sessions/${id}`;
    const seen = { scheduledAt: '2026-12-03T21:00:30+01:00', secondCallAt: null, place: '' };
    const first = { scheduledAt: '2026-12-04T20:00:00Z', place: 'Teatro', seen };
    expect((await write('PATCH', path, first)).status).toBe(200);
    const late = await write('PATCH', path, { place: 'Aula', seen: { place: '' } });
    expect([late.status, late.json<Problem>().errors]).toEqual([409, [{ path: 'place', detail: 'Teatro' }]]);
    expect((await write('PATCH', path, { scheduledAt: '2026-12-05T20:00:00Z', seen })).status).toBe(409);
  });

  it('of a body: its rules and its roster', async () => {
    const { bodyId } = await create();
    const before = (await server.askAsStaff('GET', `/api/bodies/${bodyId}`)).json<{ rules: { legal: object } }>();
    const path = `/api/bodies/${bodyId}`;
    const legal = (whoMaySuspend: string) => ({
      legal: { ...before.rules.legal, whoMaySuspend },
      seen: { legal: before.rules.legal },
    });
    expect((await write('PATCH', path, legal('Il presidente'))).status).toBe(200);
    const late = await write('PATCH', path, legal('Il sindaco'));
    expect(late.json<Problem>().errors?.[0]?.detail).toContain('Il presidente');
    const seen = rosterRows((await server.ask('GET', `${path}/roster`)).json<Roster>().members);
    const roster = (name: string) => write('PUT', `${path}/roster`, { members: [{ name }], seen });
    const answers = await Promise.all(['Ada Lumini', 'Berto Sala'].map(roster));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });
});

describe('a mark that two clerks move', () => {
  it('stays where the first one put it', async () => {
    const { id, agenda } = await create();
    await write('POST', `/api/sessions/${id}/commands`, { command: 'go-live' });
    const marks = `/api/sessions/${id}/marks`;
    const placed = (await write('POST', marks, { agendaItemId: agenda[0]?.id })).json<{ id: string; at: string }>();
    const move = (seen: string) => write('PATCH', `${marks}/${placed.id}`, { at: placed.at, seen });
    const before = new Date(Date.parse(placed.at) - 1000).toISOString();
    expect((await move(before)).json<Problem>().code).toBe('changed-by-other');
    expect((await move(placed.at)).status).toBe(200);
  });

  it('is neither nudged nor taken back by who has not seen where it stands now', async () => {
    const { id, agenda } = await create();
    const nowMs = Date.now();
    server.setNow(nowMs);
    await write('POST', `/api/sessions/${id}/commands`, { command: 'go-live' });
    server.setNow(nowMs + 60_000);
    const marks = `/api/sessions/${id}/marks`;
    const placed = (await write('POST', marks, { agendaItemId: agenda[0]?.id })).json<{ id: string; at: string }>();
    const nudge = (seen: string) => write('PATCH', `${marks}/${placed.id}`, { bySeconds: -10, seen });
    const moved = (await nudge(placed.at)).json<{ at: string }>();
    const takeBack = (seen: string) =>
      server.askAsStaff('DELETE', `${marks}/${placed.id}?seen=${encodeURIComponent(seen)}`);
    for (const late of [await nudge(placed.at), await takeBack(placed.at)]) {
      expect([late.status, late.json<Problem>().code]).toEqual([409, 'changed-by-other']);
    }
    expect((await read(id)).agenda[0]?.marks.map(({ at }) => at)).toEqual([moved.at]);
    expect((await takeBack(moved.at)).status).toBe(204);
    expect((await takeBack(placed.at)).status).toBe(204);
  });
});

describe('an entry of the log', () => {
  it('is not taken out by who has not seen what it says now', async () => {
    const { id } = await create();
    const log = `/api/sessions/${id}/log`;
    const note = (text: string) => ({ kind: 'note', text });
    const { entry } = (await write('POST', log, { data: note('Sala fredda') })).json<{ entry: { id: string } }>();
    expect((await write('PATCH', `${log}/${entry.id}`, { version: 1, data: note('Sala calda') })).status).toBe(200);
    const takeOut = (version: number) => server.askAsStaff('DELETE', `${log}/${entry.id}?version=${version}`);
    const late = await takeOut(1);
    expect([late.status, late.json<Problem>().code]).toEqual([409, 'entry-changed']);
    expect((await takeOut(2)).status).toBe(204);
  });
});

describe('a transcript that two clerks replace', () => {
  it('stays the one of the first, and the second is told', async () => {
    const { id } = await create();
    const put = (seen: string, words: string) =>
      server.askAsStaff('PUT', `/api/sessions/${id}/transcript?seen=${seen}`, {
        body: `WEBVTT\n\n00:01.000 --> 00:04.000\n${words}\n`,
        headers: { 'content-type': 'text/vtt' },
      });
    expect((await put('none', 'Buona sera.')).status).toBe(200);
    const { transcriptId } = await read(id);
    const late = await put('none', 'Buongiorno.');
    expect([late.status, late.json<Problem>().code]).toEqual([409, 'changed-by-other']);
    expect((await server.ask('GET', `/api/sessions/${id}/transcript`)).text).toContain('Buona sera.');
    expect((await put(transcriptId ?? '', 'Buona notte.')).status).toBe(200);
  });
});
