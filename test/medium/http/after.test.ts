// After a session over HTTP: the checklist, publishing with open points, versions of what was corrected.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertTake, sealTake } from '../../../db/takes.ts';
import type { PublishCheck, SessionVersion, VersionList } from '../../../server/contract/publishing.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const startMs = Date.UTC(2026, 10, 22, 18);

/** An ended session that was on air for a minute, its first item marked at its beginning. */
async function ended(more: object = {}): Promise<Session> {
  const agenda = [{ title: 'Appello' }, { title: 'Bilancio' }];
  const body = { title: 'Seduta ordinaria', scheduledAt: '2026-11-22T18:00:00Z', agenda, ...more };
  const session = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  server.setNow(startMs);
  await command(session.id, 'go-live');
  server.setNow(startMs + 30_000);
  await mark(session, 0);
  server.setNow(startMs + 60_000);
  await command(session.id, 'adjourn');
  return session;
}

const command = (id: string, name: string, reason?: string) =>
  server.askAsStaff('POST', `/api/sessions/${id}/commands`, {
    body: { command: name, ...(reason === undefined ? {} : { reason }) },
  });
const mark = (session: Session, index: number) =>
  server.askAsStaff('POST', `/api/sessions/${session.id}/marks`, {
    body: { agendaItemId: session.agenda[index]?.id ?? '', at: new Date(startMs + 30_000).toISOString() },
  });
const check = async (id: string): Promise<PublishCheck> =>
  (await server.askAsStaff('GET', `/api/sessions/${id}/publish-check`)).json<PublishCheck>();

describe('publishing', () => {
  it('says what is open, goes on with a reason, and writes both into the trail', async () => {
    const { id } = await ended({ review: true });
    const open = (await check(id)).points.filter((point) => point.state === 'open');
    expect(open.map((point) => point.code)).toEqual(['captions', 'documents', 'marks']);
    expect(open.find((point) => point.code === 'marks')?.names).toEqual(['2 Bilancio']);
    expect((await command(id, 'publish', 'Pubblicazione urgente')).status).toBe(200);
    const trail = (await server.askAsStaff('GET', `/api/audit?session=${id}`)).text;
    expect(trail).toContain('"openPoints":["captions","documents","marks"]');
    expect(trail).toContain('Pubblicazione urgente');
    expect((await server.ask('GET', `/api/sessions/${id}/publish-check`)).status).toBe(401);
  });

  it('is refused while a recording of closed doors is in it', async () => {
    const { id } = await ended({ review: true });
    server.setNow(startMs + 70_000);
    await command(id, 'reopen');
    server.setNow(startMs + 71_000);
    await command(id, 'close-doors');
    const take = { takeId: `take-${id}`, sessionId: id, startedAtMs: startMs + 75_000 };
    await insertTake(server.house.db, take);
    const end = { endedAtMs: startMs + 79_000, durationSeconds: 4, endReason: 'cut', anchors: [], files: [] };
    await sealTake(server.house.db, { ...take, ...end });
    server.setNow(startMs + 80_000);
    await command(id, 'adjourn');
    const refused = await command(id, 'publish');
    expect({ status: refused.status, ...refused.json() }).toMatchObject({ status: 409, code: 'closed-part-recorded' });
    expect((await check(id)).mayPublish).toBe(false);
  });
});

describe('a correction of a published session', () => {
  it('makes a new version; the old one stays readable as it was', async () => {
    const session = await ended();
    expect((await mark(session, 1)).status).toBe(201);
    const list = (await server.ask('GET', `/api/sessions/${session.id}/versions`)).json<VersionList>();
    expect(list.items).toMatchObject([
      { version: 1, isReadable: true, note: null },
      { version: 2, isReadable: false, note: 'Indice dei punti corretto.' },
    ]);
    const old = (await server.ask('GET', `/api/sessions/${session.id}/versions/1`)).json<SessionVersion>();
    expect(old.session.agenda.map((item) => item.marks.length)).toEqual([1, 0]);
    const now = (await server.ask('GET', `/api/sessions/${session.id}`)).json<Session>();
    expect(now.agenda.map((item) => item.marks.length)).toEqual([1, 1]);
    expect((await server.ask('GET', `/api/sessions/${session.id}/versions/2`)).status).toBe(404);
  });

  it('is not readable by the public when the session is not', async () => {
    const session = await ended();
    await mark(session, 1);
    await command(session.id, 'withhold', 'Dati personali');
    expect((await server.ask('GET', `/api/sessions/${session.id}/versions/1`)).status).toBe(410);
  });
});
