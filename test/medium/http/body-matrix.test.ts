// Every route that reads × staff of another body: of what is unpublished there they learn no more than the public, by whatever
// way they ask. The routes come from the table, also those to come; who may see it all proves that there is something to see.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertAccount, type BodyRoles } from '../../../db/accounts.ts';
import { replaceTranscript } from '../../../server/usecases/replace-transcript.ts';
import { sendChat } from '../../../server/usecases/send-chat.ts';
import type { Role } from '../../../server/contract/accounts.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { allRoutes } from '../../../server/http/all-routes.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import type { Route } from '../../../server/http/route.ts';
import { hashPassword } from '../../../server/usecases/passwords.ts';
import { createVisitorCheck } from '../../../server/visitors.ts';
import { previewIdOf } from '../../../media/live/preview-address.ts';
import { makePdf } from '../../support/office-files.ts';
import { clerk } from '../../support/test-house.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

/** In every text of the hidden sessions. */
const secret = 'zirconio';
const roles = ['clerk', 'moderator', 'reader'] as const;
const password = 'correct horse battery';

let server: TestServer;
let routes: Route[];
let hidden: { private: Session; withheld: Session };
const documents = new Map<string, string>();
const cookies: Record<string, string> = {};

beforeAll(async () => {
  server = await createTestServer();
  const metrics = createMetrics({ socketCount: () => 0, onAirCount: () => 0, problemCounts: () => new Map() });
  routes = allRoutes({ house: server.house, metrics, isReady: () => true, cookieName: 'casa_sign_in' });
  const other = { title: 'Open', body: 'Culture committee', scheduledAt: '2026-11-20T20:00:00Z' };
  const { bodyId } = (await server.askAsStaff('POST', '/api/sessions', { body: other })).json<Session>();
  hidden = { private: await hide('private'), withheld: await hide('withheld') };
  const own = hidden.private.bodyId;
  const people: Record<string, { role: Role; bodies: BodyRoles | null }> = {
    owner: { role: 'clerk', bodies: { [own]: 'clerk' } },
  };
  for (const role of roles) people[role] = { role, bodies: { [bodyId]: role } };
  const passwordHash = await hashPassword(password);
  for (const [name, person] of Object.entries(people)) {
    const email = `the-${name}@example.org`;
    await insertAccount(server.house.db, { id: name, email, ...person, passwordHash, createdAtMs: Date.now() });
    const answer = await server.ask('POST', '/api/sign-in', { body: { email, password } });
    cookies[name] = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  }
});
afterAll(() => server.close());

/** A session with the secret word in everything that can be read of it, out of the public's view. */
async function hide(how: 'private' | 'withheld'): Promise<Session> {
  const input = {
    ...{ title: `Seduta ${secret}`, body: 'Council', scheduledAt: '2026-11-22T20:00:00Z', place: secret },
    ...{ convocation: secret, agenda: [{ title: `Punto ${secret}`, description: secret }] },
    publication: how === 'private' ? how : 'published',
  };
  const session = (await server.askAsStaff('POST', '/api/sessions', { body: input })).json<Session>();
  const path = `/api/sessions/${session.id}`;
  const command = (body: object) => server.askAsStaff('POST', `${path}/commands`, { body });
  await command({ command: 'go-live' });
  const visitor = { waitMs: () => 0, wrote: () => undefined };
  await sendChat(server.house, clerk, { sessionId: session.id, text: secret }, visitor);
  const speech = { kind: 'speech', personId: null, speaker: secret, group: null, speechKind: 'contribution' };
  await server.askAsStaff('POST', `${path}/log`, { body: { data: speech } });
  await command({ command: 'adjourn' });
  const vtt = `WEBVTT\n\n00:01.000 --> 00:02.000\n${secret}\n`;
  await replaceTranscript(server.house, clerk, session.id, { vtt, note: undefined });
  const headers = { cookie: await server.signIn(), origin: server.url, 'content-type': 'application/octet-stream' };
  const body = Buffer.from(makePdf([secret]));
  const sent = await fetch(`${server.url}${path}/documents?name=${secret}.pdf`, { method: 'POST', headers, body });
  documents.set(session.id, ((await sent.json()) as { id: string }).id);
  if (how === 'withheld') await command({ command: 'withhold', reason: 'dati personali' });
  return session;
}

const readings = (): Route[] => routes.filter(({ method }) => method === 'get');
const ofSession = (): Route[] => readings().filter(({ path }) => path.startsWith('/api/sessions/{id}'));
/** Whatever else a list is asked for, it is asked for the secret. */
const addressOf = (route: Route, sessionId: string): string =>
  route.path
    .replace('{id}', sessionId)
    .replace('{documentId}', documents.get(sessionId) ?? '')
    .replaceAll(/\{\w+\}/g, '1') + `?q=${secret}&limit=100&session=${sessionId}&at=1`;
const askAs = (name: string, address: string) =>
  server.ask('GET', address, { headers: { cookie: cookies[name] ?? '' } });

describe.each(roles)('a %s of another body', (name) => {
  it.each(['private', 'withheld'] as const)('reads nothing of a %s session, at any of its addresses', async (how) => {
    const { id } = hidden[how];
    for (const route of ofSession()) {
      const answer = await askAs(name, addressOf(route, id));
      expect([route.path, answer.status, answer.text.includes(secret)]).toEqual([
        route.path,
        expect.any(Number),
        false,
      ]);
      expect([route.path, [400, 403, 404, 410].includes(answer.status)]).toEqual([route.path, true]);
    }
  });

  it('finds nothing of them in any list: search, suggestions, feeds, calendars, sessions, trail', async () => {
    const lists = readings().filter(({ path }) => path.startsWith('/api/') && !path.startsWith('/api/sessions/{id}'));
    expect(lists.length).toBeGreaterThan(15);
    for (const route of lists) {
      const [one, other] = [hidden.private, hidden.withheld];
      const subject = ({ id, bodyId }: Session) => (route.path.startsWith('/api/bodies') ? bodyId : id);
      const addresses = [
        addressOf(route, subject(one)).replace(/&session=[^&]+/, ''),
        addressOf(route, subject(other)),
      ];
      for (const address of addresses) {
        const { text } = await askAs(name, address);
        // A search repeats the question, but not what it would find.
        const repeated = new RegExp(`q=${secret}|<title>[^<]*${secret}[^<]*</title>`, 'g');
        const said = text.includes(`Seduta ${secret}`) || text.replaceAll(repeated, '').includes(secret);
        expect([address, said]).toEqual([address, false]);
      }
    }
  });

  it('neither sees its pictures nor joins it or its desk', async () => {
    const mayWatch = createVisitorCheck(server.house, 'casa_sign_in');
    const socket = server.connect({ cookie: cookies[name] ?? '', origin: server.url });
    for (const { id } of Object.values(hidden)) {
      const request = { headers: { cookie: cookies[name] } } as unknown as Parameters<typeof mayWatch>[1];
      expect(await mayWatch(id, request)).not.toMatchObject({ kind: 'allow' });
      expect(await mayWatch(previewIdOf(id), request)).not.toMatchObject({ kind: 'allow' });
      expect(await socket.emitWithAck('session:join', { sessionId: id })).toMatchObject({ ok: false });
      expect(await socket.emitWithAck('desk:join', { sessionId: id })).toMatchObject({ ok: false });
    }
  });
});

describe('the clerk of the body', () => {
  it('reads what the others must not, so that it is there to be seen', async () => {
    const withSecret = new Set<string>();
    for (const route of ofSession()) {
      const answer = await askAs('owner', addressOf(route, hidden.private.id));
      if (answer.text.includes(secret)) withSecret.add(route.path);
    }
    expect([...withSecret]).toEqual(
      expect.arrayContaining([
        '/api/sessions/{id}',
        '/api/sessions/{id}/chat',
        '/api/sessions/{id}/documents',
        '/api/sessions/{id}/documents/{documentId}/file',
        '/api/sessions/{id}/log',
        '/api/sessions/{id}/minutes',
        '/api/sessions/{id}/calendar.ics',
        '/api/sessions/{id}/record',
        '/api/sessions/{id}/trail',
      ]),
    );
    expect((await askAs('owner', '/api/sessions')).text).toContain(secret);
    expect((await server.askAsStaff('GET', `/api/search?q=${secret}`)).json<{ total: number }>().total).toBeGreaterThan(
      3,
    );
  });
});
