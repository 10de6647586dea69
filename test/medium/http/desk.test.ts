// Commands, marks and the feed over HTTP, with live media as a double.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandResult, PlacedMark, Session } from '../../../server/contract/sessions.ts';
import { silentReport } from '../../../media/ingest/feed-report.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { Answer, TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

async function create(): Promise<Session> {
  const body = { title: 'Seduta', scheduledAt: '2026-11-22T18:30:00Z', agenda: [{ title: 'Uno' }, { title: 'Due' }] };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
}
const command = (id: string, name: string, reason?: string): Promise<Answer> =>
  server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body: { command: name, reason } });
const mark = (id: string, body: object): Promise<Answer> =>
  server.askAsStaff('POST', `/api/sessions/${id}/marks`, { body });

describe('a command', () => {
  it('goes live without a feed, and warns instead of refusing', async () => {
    const { id } = await create();
    const answer = await command(id, 'go-live');
    expect(answer.status).toBe(200);
    expect(answer.json<CommandResult>()).toMatchObject({ sessionId: id, state: 'live', changed: true });
    expect(answer.json<CommandResult>().warnings.map((warning) => warning.code)).toEqual([
      'no-feed',
      'not-rehearsed',
      'no-legal-basis',
    ]);
  });

  it('that has taken effect already answers 200 and changes nothing', async () => {
    const { id } = await create();
    await command(id, 'go-live');
    const before = (await server.ask('GET', `/api/sessions/${id}`)).text;
    const again = await command(id, 'go-live');
    expect(again.status).toBe(200);
    expect(again.json()).toMatchObject({ state: 'live', changed: false });
    expect((await server.ask('GET', `/api/sessions/${id}`)).text).toBe(before);
  });

  it('that the state forbids answers a 409 problem that says what is possible', async () => {
    const { id } = await create();
    const answer = await command(id, 'open-doors');
    expect(answer.status).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'command-not-allowed', detail: expect.stringContaining('go-live') });
  });

  it('that does not exist answers 400, and for no session 404', async () => {
    const { id } = await create();
    expect((await command(id, 'explode')).status).toBe(400);
    expect((await command('no-such-session', 'go-live')).status).toBe(404);
  });

  it('warns of what is wrong with the feed, in words', async () => {
    const { id } = await create();
    const problems = [{ code: 'keyframes-rare', fact: '8' }] as const;
    server.live.reports.set(id, { ...silentReport, status: 'receiving', problems });
    const result = (await command(id, 'go-live')).json<CommandResult>();
    expect(result.warnings).toContainEqual({ code: 'keyframes-rare', detail: expect.stringContaining('every 8 s') });
    const feed = await server.askAsStaff('GET', `/api/sessions/${id}/feed`);
    expect(feed.json()).toMatchObject({
      status: 'receiving',
      health: { problems: [{ code: 'keyframes-rare', fact: '8' }] },
    });
  });

  it('makes the page playable from go-live on, and an archive only if something was recorded', async () => {
    const { id } = await create();
    await command(id, 'go-live');
    const live = (await server.ask('GET', `/api/sessions/${id}`)).json<Session>();
    expect(live.playback).toEqual({ hls: `/hls/${id}/master.m3u8`, audio: `/hls/${id}/audio.m3u8`, mp4: null });
    expect(live.startedAt).not.toBeNull();
    await command(id, 'adjourn');
    const ended = (await server.ask('GET', `/api/sessions/${id}`)).json<Session>();
    expect(ended).toMatchObject({ state: 'ended', playback: null });
    expect(ended.endedAt).not.toBeNull();
    await command(id, 'reopen');
    expect((await server.ask('GET', `/api/sessions/${id}`)).json()).toMatchObject({ state: 'recess', endedAt: null });
  });

  it('makes a session under review private when it is adjourned', async () => {
    const body = { title: 'Sotto revisione', scheduledAt: '2026-11-22T18:30:00Z', review: true };
    const { id } = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
    await command(id, 'go-live');
    expect((await server.ask('GET', `/api/sessions/${id}`)).status).toBe(200);
    await command(id, 'adjourn');
    expect((await server.ask('GET', `/api/sessions/${id}`)).status).toBe(404);
    await command(id, 'publish');
    expect((await server.ask('GET', `/api/sessions/${id}`)).status).toBe(200);
  });
});

describe('a mark', () => {
  it('stands at the server’s instant, on the playable timeline', async () => {
    const { id, agenda } = await create();
    await command(id, 'go-live');
    const startedAtMs = Date.now() - 60_000;
    const anchors = [{ atMs: startedAtMs, seconds: 0 }];
    server.live.openTakes.set(id, { takeId: 'take-1', startedAtMs, durationSeconds: 3600, anchors });
    const answer = await mark(id, { agendaItemId: agenda[0]?.id });
    expect(answer.status).toBe(201);
    const placed = answer.json<PlacedMark>();
    expect(Math.abs(Date.parse(placed.at) - Date.now())).toBeLessThan(5000);
    expect(placed.offsetSeconds).toBeCloseTo((Date.parse(placed.at) - startedAtMs) / 1000, 2);
    const shown = (await server.ask('GET', `/api/sessions/${id}`)).json<Session>();
    expect(shown.agenda[0]?.marks).toEqual([{ id: placed.id, at: placed.at, offsetSeconds: placed.offsetSeconds }]);
    expect(server.told.filter((event) => event.name === 'marks:changed' && event.sessionId === id)).toHaveLength(1);
  });

  it('can be taken back, twice without harm', async () => {
    const { id, agenda } = await create();
    await command(id, 'go-live');
    const placed = (await mark(id, { agendaItemId: agenda[1]?.id })).json<PlacedMark>();
    const address = `/api/sessions/${id}/marks/${placed.id}`;
    expect((await server.askAsStaff('DELETE', address)).status).toBe(204);
    expect((await server.askAsStaff('DELETE', address)).status).toBe(204);
    expect((await server.ask('GET', `/api/sessions/${id}`)).text).not.toContain(placed.id);
  });

  it('is refused before the session, in the future, in a recess and for a foreign item', async () => {
    const { id, agenda } = await create();
    const other = await create();
    const agendaItemId = agenda[0]?.id;
    const codeOf = async (body: object): Promise<unknown> => (await mark(id, body)).json()['code'];
    expect(await codeOf({ agendaItemId })).toBe('mark-not-on-air');
    await command(id, 'go-live');
    expect(await codeOf({ agendaItemId, at: '2020-01-01T00:00:00Z' })).toBe('mark-not-on-air');
    expect(await codeOf({ agendaItemId, at: '2099-01-01T00:00:00Z' })).toBe('mark-not-on-air');
    expect(await codeOf({ agendaItemId: other.agenda[0]?.id })).toBe('agenda-item-not-found');
    await command(id, 'close-doors');
    expect(await codeOf({ agendaItemId, at: new Date(Date.now() + 5).toISOString() })).toBe('mark-not-on-air');
  });
});
