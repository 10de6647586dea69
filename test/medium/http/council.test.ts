// Rosters, marks and files of a session over HTTP, as the desk of a council uses them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Roster, RosterPreview } from '../../../server/contract/roster.ts';
import type { CommandResult, PlacedMark, Session } from '../../../server/contract/sessions.ts';
import { createCouncilDesk } from '../../support/council-desk.ts';
import { createTestServer, staff } from '../../support/test-server.ts';
import type { Answer, TestServer } from '../../support/test-server.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const { evening, command, readLog } = createCouncilDesk(() => server);

describe('a roster', () => {
  it('is shown to everyone, and secretaries do not vote', async () => {
    const { session } = await evening();
    const shown = (await server.ask('GET', `/api/bodies/${session.bodyId}/roster`)).json<Roster>();
    expect(shown.members.map((member) => [member.name, member.mayVote])).toEqual([
      ['Anna Bruni', true],
      ['Ugo Conti', true],
      ['Ida Serra', true],
      ['Elio Riva', false],
    ]);
  });

  it('is changed by staff only, and a session that is over keeps its own', async () => {
    const { session, roster, address } = await evening();
    const where = `/api/bodies/${session.bodyId}/roster`;
    expect((await server.ask('PUT', where, { body: { members: [] } })).status).toBe(401);
    await command(address, 'go-live');
    await command(address, 'adjourn');
    const members = [{ personId: roster.members[0]?.personId, name: 'Anna Bruni', role: 'member' }];
    const answer = await server.askAsStaff('PUT', where, { body: { members } });
    expect(answer.json<Roster>().members).toEqual([{ ...roster.members[0], role: 'member' }]);
    expect((await readLog(address)).members).toHaveLength(4);
  });

  it('is previewed from CSV without being kept', async () => {
    const headers = { 'content-type': 'text/plain' };
    const body = 'nome e cognome;ruolo\nAnna Bruni;Presidente\n;x';
    const answer = await server.askAsStaff('POST', '/api/rosters/preview', { body, headers });
    expect(answer.json<RosterPreview>()).toMatchObject({
      members: [{ name: 'Anna Bruni', role: 'chair' }],
      problems: [{ line: 3 }],
    });
    expect((await server.ask('POST', '/api/rosters/preview', { body, headers })).status).toBe(401);
  });

  it('has a quorum rule and a legal basis that staff change', async () => {
    const { session } = await evening();
    const where = `/api/bodies/${session.bodyId}`;
    const legal = {
      regulationUrl: 'https://example.org/reg.pdf',
      privacyNotice: 'Avviso',
      whoMaySuspend: 'Presidente',
    };
    expect((await server.askAsStaff('PATCH', where, { body: { legal } })).status).toBe(200);
    expect((await server.ask('GET', where)).json()).toMatchObject({
      rules: { legal, quorum: { firstCall: 'more-than-half' } },
    });
    const goLive = { body: { command: 'go-live' } };
    const live = await server.askAsStaff('POST', `/api/sessions/${session.id}/commands`, goLive);
    expect(live.json<CommandResult>().warnings.map(({ code }) => code)).not.toContain('no-legal-basis');
    const bad = { legal: { ...legal, regulationUrl: 'javascript:alert(1)' } };
    expect((await server.askAsStaff('PATCH', where, { body: bad })).status).toBe(400);
  });
});

describe('files', () => {
  it('are the minutes as a download for staff, in each format', async () => {
    const { address } = await evening();
    await command(address, 'go-live');
    for (const [format, type] of [
      ['html', 'text/html; charset=utf-8'],
      ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      ['odt', 'application/vnd.oasis.opendocument.text'],
      ['akn', 'application/xml; charset=utf-8'],
    ]) {
      const answer = await server.askAsStaff('GET', `${address}/minutes?lang=en&format=${format}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=minutes-\d{4}-/);
    }
    expect((await server.ask('GET', `${address}/minutes`)).status).toBe(401);
  });

  it('are agendas that are read for staff and not kept', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await server.askAsStaff('POST', '/api/agendas/read', { body: '1. Appello\n2. Varie', headers });
    expect(answer.json()).toEqual({ source: 'text', text: '1. Appello\n2. Varie', problems: [] });
    const bad = await server.askAsStaff('POST', '/api/agendas/read', { body: '%PDF-1.4 broken', headers });
    expect([bad.status, bad.json()['code']]).toEqual([422, 'bad-agenda']);
    expect((await server.ask('POST', '/api/agendas/read', { body: 'x', headers })).status).toBe(401);
  });
});

describe('a mark', () => {
  const mark = (address: string, body: object): Promise<Answer> =>
    server.askAsStaff('POST', `${address}/marks`, { body });

  it('of two clerks who press together is placed once, and refused when they mean different items', async () => {
    const { session, address } = await evening();
    await command(address, 'go-live');
    const [one, two] = session.agenda.map((item) => item.id);
    const answers = await Promise.all([1, 2].map(() => mark(address, { agendaItemId: one, seen: null })));
    expect(new Set(answers.map((answer) => answer.json<PlacedMark>().id)).size).toBe(1);
    expect((await mark(address, { agendaItemId: two, seen: null })).json()).toMatchObject({ code: 'stamped-by-other' });
    expect((await mark(address, { agendaItemId: two, seen: answers[0]?.json<PlacedMark>().id })).status).toBe(201);
  });

  it('is nudged, but not to before the session went on air', async () => {
    const { session, address } = await evening();
    await command(address, 'go-live');
    const startedAt = (await server.ask('GET', address)).json<Session>().startedAt;
    const placed = (await mark(address, { agendaItemId: session.agenda[0]?.id })).json<PlacedMark>();
    const where = `${address}/marks/${placed.id}`;
    const nudged = await server.askAsStaff('PATCH', where, { body: { bySeconds: -30 } });
    expect(nudged.json()).toMatchObject({ at: startedAt });
    expect((await server.askAsStaff('PATCH', where, { body: {} })).status).toBe(400);
    expect((await server.askAsStaff('PATCH', `${address}/marks/none`, { body: { bySeconds: 1 } })).status).toBe(404);
  });
});

describe('the desk', () => {
  it('shows two clerks to each other and to nobody else', async () => {
    const { session } = await evening();
    const [one, two, visitor] = [
      server.connect({ cookie: await server.signIn() }),
      server.connect({ cookie: await server.signIn() }),
      server.connect(),
    ];
    const heard: number[] = [];
    one.on('desk:clerks', ({ clerks }) => heard.push(clerks.length));
    const joined = await one.emitWithAck('desk:join', { sessionId: session.id });
    expect(joined).toMatchObject({ ok: true, clerks: [{ email: staff.email }] });
    expect(await visitor.emitWithAck('desk:join', { sessionId: session.id })).toMatchObject({
      ok: false,
      code: 'not-signed-in',
    });
    await two.emitWithAck('desk:join', { sessionId: session.id });
    const before = heard.length;
    two.disconnect();
    await waitFor(() => heard.length > before, { describe: 'the one who stays hears that the other left' });
  });
});
