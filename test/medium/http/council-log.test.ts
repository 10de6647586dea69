// The log of a session over HTTP: who is there, who speaks, how it was voted, and who may see and change that.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CouncilLog, WrittenEntry } from '../../../server/contract/council-log.ts';
import { createCouncilDesk, speechOf, voteOf } from '../../support/council-desk.ts';
import { createTestServer, staff } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const { evening, command, write, readLog } = createCouncilDesk(() => server);

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
    const voted = (await write(address, voteOf())).json<WrittenEntry>();
    expect(voted.entry.result).toEqual({ voting: 3, required: 2, isPassed: true });
    expect(voted.warnings.map((warning) => warning.code)).toEqual(['more-than-present']);
    const told = server.told.filter((event) => event.name === 'log:changed' && event.sessionId === session.id);
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.every((event) => JSON.stringify(event.data) === JSON.stringify({ sessionId: session.id }))).toBe(true);
  });

  it('writes one entry when two clerks click the same, or one click arrives twice', async () => {
    const { roster, address } = await evening();
    await command(address, 'go-live');
    const [one, other] = await Promise.all([write(address, speechOf(roster, 0)), write(address, speechOf(roster, 0))]);
    expect(one.json<WrittenEntry>().entry.id).toBe(other.json<WrittenEntry>().entry.id);
    const commandId = 'click-1';
    const first = (await write(address, voteOf(), { commandId })).json<WrittenEntry>();
    const again = (await write(address, voteOf(), { commandId })).json<WrittenEntry>();
    expect(again.entry.id).toBe(first.entry.id);
    expect((await readLog(address)).entries).toHaveLength(2);
  });

  it('refuses votes that do not add up, strangers, foreign items and speeches behind closed doors', async () => {
    const { roster, address } = await evening();
    await command(address, 'go-live');
    const codeOf = async (data: object, more: object = {}): Promise<unknown> =>
      (await write(address, data, more)).json()['code'];
    expect(await codeOf(voteOf({ counts: { present: 1, for: 2, against: 0, abstained: 0, blank: 0 } }))).toBe(
      'vote-does-not-add-up',
    );
    expect(await codeOf({ kind: 'attendance', personId: 'stranger', isPresent: true })).toBe('invalid-input');
    expect(await codeOf(speechOf(roster, 0), { agendaItemId: 'foreign' })).toBe('agenda-item-not-found');
    expect(await codeOf({ kind: 'item', status: 'deferred' })).toBe('invalid-input');
    await command(address, 'close-doors');
    expect(await codeOf(speechOf(roster, 0))).toBe('log-not-open');
    expect((await server.ask('POST', `${address}/log`, { body: { data: voteOf() } })).status).toBe(401);
  });

  it('shows the public no clerk, no note and nothing said behind closed doors', async () => {
    const { roster, address } = await evening();
    await command(address, 'go-live');
    await write(address, { kind: 'note', text: 'Nota interna' });
    await command(address, 'close-doors');
    const ballots = roster.members.slice(0, 3).map(({ personId }) => ({ personId, choice: 'for' }));
    await write(address, voteOf({ method: 'roll-call', ballots }));
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
    const log = (await server.ask('GET', `${address}/log`)).json<CouncilLog>();
    expect(log.corrections).toMatchObject([{ version: 2, note }]);
    expect(log.entries).toMatchObject([{ data: { speaker: 'Ida Serra' }, by: null }]);
  });
});
