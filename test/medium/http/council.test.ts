// Rosters and the log of a session over HTTP, as the desk of a council uses them.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CouncilLog, EntryData, WrittenEntry } from '../../../server/contract/council-log.ts';
import type { Roster, RosterPreview } from '../../../server/contract/roster.ts';
import type { CommandResult, PlacedMark, Session } from '../../../server/contract/sessions.ts';
import { createTestServer, staff } from '../../support/test-server.ts';
import type { Answer, TestServer } from '../../support/test-server.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

let bodies = 0;
interface Evening {
  session: Session;
  roster: Roster;
  address: string;
}

async function evening(): Promise<Evening> {
  const body = `Consiglio ${(bodies += 1)}`;
  const input = {
    title: 'Seduta',
    body,
    scheduledAt: '2026-11-22T18:30:00Z',
    agenda: [{ title: 'Uno' }, { title: 'Due' }],
  };
  const session = (await server.askAsStaff('POST', '/api/sessions', { body: input })).json<Session>();
  const members = [
    { name: 'Anna Bruni', role: 'chair' },
    { name: 'Ugo Conti', role: 'member', group: 'Civica' },
    { name: 'Ida Serra', role: 'member', group: 'Insieme' },
    { name: 'Elio Riva', role: 'secretary' },
  ];
  const kept = await server.askAsStaff('PUT', `/api/bodies/${session.bodyId}/roster`, { body: { members } });
  return { session, roster: kept.json<Roster>(), address: `/api/sessions/${session.id}` };
}

const command = (address: string, name: string): Promise<Answer> =>
  server.askAsStaff('POST', `${address}/commands`, { body: { command: name } });
const write = (address: string, data: object, more: object = {}): Promise<Answer> =>
  server.askAsStaff('POST', `${address}/log`, { body: { data, ...more } });
const readLog = async (address: string): Promise<CouncilLog> =>
  (await server.askAsStaff('GET', `${address}/log`)).json<CouncilLog>();
const publicLog = async (address: string): Promise<CouncilLog> =>
  (await server.ask('GET', `${address}/log`)).json<CouncilLog>();

const speechOf = (roster: Roster, index: number): EntryData => {
  const member = roster.members[index];
  if (member === undefined) throw new Error('no such member');
  const { personId, name, group } = member;
  return { kind: 'speech', personId, speaker: name, group, speechKind: 'contribution' };
};
const vote = (more: object = {}): object => ({
  kind: 'vote',
  subject: 'Bilancio',
  method: 'show-of-hands',
  majority: 'simple',
  counts: { present: 3, for: 2, against: 1, abstained: 0, blank: 0 },
  ballots: [],
  note: null,
  ...more,
});

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

describe('the log of a session', () => {
  it('keeps who is there, who speaks and how it was voted, and tells the pages that it changed', async () => {
    const { session, roster, address } = await evening();
    for (const member of roster.members.slice(0, 2)) {
      expect((await write(address, { kind: 'attendance', personId: member.personId, isPresent: true })).status).toBe(
        201,
      );
    }
    await command(address, 'go-live');
    const item = session.agenda[0]?.id;
    await server.askAsStaff('POST', `${address}/marks`, { body: { agendaItemId: item } });
    const spoken = (await write(address, speechOf(roster, 1))).json<WrittenEntry>();
    expect(spoken.entry).toMatchObject({ agendaItemId: item, until: null, by: staff.email });
    const log = await readLog(address);
    expect(log).toMatchObject({
      currentItemId: item,
      currentSpeechId: spoken.entry.id,
      quorum: { present: 2, needed: 2, isReached: true },
    });
    const voted = (await write(address, vote())).json<WrittenEntry>();
    expect(voted.entry.result).toEqual({ voting: 3, required: 2, isPassed: true });
    expect(voted.warnings.map((warning) => warning.code)).toEqual(['more-than-present']);
    const told = server.told.filter((event) => event.name === 'log:changed' && event.sessionId === session.id);
    expect(told.length).toBeGreaterThanOrEqual(5);
    expect(told.every((event) => JSON.stringify(event.data) === JSON.stringify({ sessionId: session.id }))).toBe(true);
  });

  it('writes one entry when two clerks click the same, or one click arrives twice', async () => {
    const { roster, address } = await evening();
    await command(address, 'go-live');
    const [one, other] = await Promise.all([write(address, speechOf(roster, 0)), write(address, speechOf(roster, 0))]);
    expect(one.json<WrittenEntry>().entry.id).toBe(other.json<WrittenEntry>().entry.id);
    const commandId = 'click-1';
    const first = (await write(address, vote(), { commandId })).json<WrittenEntry>();
    const again = (await write(address, vote(), { commandId })).json<WrittenEntry>();
    expect(again.entry.id).toBe(first.entry.id);
    expect((await readLog(address)).entries).toHaveLength(2);
  });

  it('refuses votes that do not add up, strangers, foreign items and speeches behind closed doors', async () => {
    const { roster, address } = await evening();
    await command(address, 'go-live');
    const codeOf = async (data: object, more: object = {}): Promise<unknown> =>
      (await write(address, data, more)).json()['code'];
    expect(await codeOf(vote({ counts: { present: 1, for: 2, against: 0, abstained: 0, blank: 0 } }))).toBe(
      'vote-does-not-add-up',
    );
    expect(await codeOf({ kind: 'attendance', personId: 'stranger', isPresent: true })).toBe('invalid-input');
    expect(await codeOf(speechOf(roster, 0), { agendaItemId: 'foreign' })).toBe('agenda-item-not-found');
    expect(await codeOf({ kind: 'item', status: 'deferred' })).toBe('invalid-input');
    await command(address, 'close-doors');
    expect(await codeOf(speechOf(roster, 0))).toBe('log-not-open');
    expect((await server.ask('POST', `${address}/log`, { body: { data: vote() } })).status).toBe(401);
  });

  it('shows the public no clerk, no note and nothing said behind closed doors', async () => {
    const { roster, address } = await evening();
    await command(address, 'go-live');
    await write(address, { kind: 'note', text: 'Nota interna' });
    await command(address, 'close-doors');
    const ballots = roster.members.slice(0, 3).map(({ personId }) => ({ personId, choice: 'for' }));
    await write(address, vote({ method: 'roll-call', ballots }));
    const shown = await server.ask('GET', `${address}/log`);
    expect(shown.text).not.toContain('Nota interna');
    expect(shown.text).not.toContain(staff.email);
    expect(shown.json<CouncilLog>().entries).toMatchObject([
      { data: { kind: 'vote', ballots: [], counts: { for: 3 } } },
    ]);
  });

  it('is undone and changed, never over somebody else’s change', async () => {
    const { roster, address } = await evening();
    await command(address, 'go-live');
    const { entry } = (await write(address, speechOf(roster, 0))).json<WrittenEntry>();
    const where = `${address}/log/${entry.id}`;
    const until = new Date(Date.parse(entry.at) + 60_000).toISOString();
    expect((await server.askAsStaff('PATCH', where, { body: { version: 1, until } })).json()).toMatchObject({
      entry: { until, version: 2 },
    });
    expect((await server.askAsStaff('PATCH', where, { body: { version: 1, until: null } })).json()).toMatchObject({
      code: 'entry-changed',
    });
    expect((await server.askAsStaff('DELETE', where)).status).toBe(204);
    expect((await server.askAsStaff('DELETE', where)).status).toBe(204);
    expect((await readLog(address)).entries).toEqual([]);
    const trail = (await server.askAsStaff('GET', `${address}/trail`)).json<{
      items: { what: string; from: object }[];
    }>();
    expect(trail.items.filter((line) => line.what.startsWith('log.')).map((line) => line.what)).toEqual([
      'log.removed',
      'log.changed',
      'log.added',
    ]);
    expect((await server.ask('GET', `${address}/trail`)).status).toBe(401);
  });

  it('is corrected after publication only with a public note, which makes a new version', async () => {
    const { roster, address } = await evening();
    await command(address, 'go-live');
    const { entry } = (await write(address, speechOf(roster, 0))).json<WrittenEntry>();
    await command(address, 'adjourn');
    const where = `${address}/log/${entry.id}`;
    const data = speechOf(roster, 2);
    expect((await server.askAsStaff('PATCH', where, { body: { version: 1, data } })).json()).toMatchObject({
      code: 'reason-required',
    });
    const note = 'Nome dell’oratrice corretto';
    expect((await server.askAsStaff('PATCH', where, { body: { version: 1, data, note } })).status).toBe(200);
    const log = await publicLog(address);
    expect(log.corrections).toMatchObject([{ version: 2, note }]);
    expect(log.entries).toMatchObject([{ data: { speaker: 'Ida Serra' }, by: null }]);
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
