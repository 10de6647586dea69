// Every route × every role, asked over HTTP: who is not named for a permission here is refused, also for routes to come.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertAccount } from '../../../db/accounts.ts';
import type { BodyRoles } from '../../../db/accounts.ts';
import type { Role } from '../../../server/contract/accounts.ts';
import type { Action } from '../../../server/contract/permissions.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { allRoutes } from '../../../server/http/all-routes.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import type { Route } from '../../../server/http/route.ts';
import { hashPassword } from '../../../server/usecases/passwords.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

/** Who may use the routes that need a permission. A permission that is not listed is the administrators' alone. */
const allowed: Partial<Record<Action, readonly Role[]>> = {
  'view-unpublished': ['administrator', 'clerk', 'moderator', 'reader'],
  'moderate-chat': ['administrator', 'clerk', 'moderator'],
  'create-session': ['administrator', 'clerk'],
  'edit-agenda': ['administrator', 'clerk'],
  'run-command': ['administrator', 'clerk'],
  'place-mark': ['administrator', 'clerk'],
  'keep-log': ['administrator', 'clerk'],
  'edit-body': ['administrator', 'clerk'],
  'view-feed': ['administrator', 'clerk'],
  'renew-stream-key': ['administrator', 'clerk'],
  'choose-source': ['administrator', 'clerk'],
  'replace-transcript': ['administrator', 'clerk'],
  'withhold-range': ['administrator', 'clerk'],
  'view-audit': ['administrator', 'clerk'],
};

const password = 'correct horse battery';
const people = {
  administrator: { role: 'administrator', bodies: null },
  clerk: { role: 'clerk', bodies: null },
  moderator: { role: 'moderator', bodies: null },
  reader: { role: 'reader', bodies: null },
} as const satisfies Record<string, { role: Role; bodies: BodyRoles | null }>;

let server: TestServer;
let routes: Route[];
let session: Session;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  server = await createTestServer();
  const metrics = createMetrics({ socketCount: () => 0, onAirCount: () => 0, problemCounts: () => new Map() });
  routes = allRoutes({ house: server.house, metrics, isReady: () => true, cookieName: 'casa_sign_in' });
  const body = { title: 'A private one', scheduledAt: '2026-11-22T20:00:00Z', publication: 'private', body: 'Council' };
  session = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  const other = { ...body, body: 'Culture committee' };
  const { bodyId: otherBody } = (await server.askAsStaff('POST', '/api/sessions', { body: other })).json<Session>();
  const passwordHash = await hashPassword(password);
  const all = { ...people, elsewhere: { role: 'clerk' as Role, bodies: { [otherBody]: 'clerk' as Role } } };
  for (const [name, person] of Object.entries(all)) {
    const email = `the-${name}@example.org`;
    await insertAccount(server.house.db, { id: name, email, ...person, passwordHash, createdAtMs: Date.now() });
    const answer = await server.ask('POST', '/api/sign-in', { body: { email, password } });
    cookies[name] = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  }
});
afterAll(() => server.close());

const guarded = (): Route[] => routes.filter((route) => route.access !== 'public');
/** The trail is asked for that of the session: only that is for clerks too. */
const addressOf = (route: Route): string =>
  route.path.replace('{id}', session.id).replaceAll(/\{\w+\}/g, 'some-id') +
  (route.path === '/api/audit' ? `?session=${session.id}` : '');

async function statusFor(name: string | null, route: Route): Promise<number> {
  const who = name === null ? {} : { cookie: cookies[name] ?? '', origin: server.url };
  // Nothing that could take effect: the door stands before the body.
  const ask = { headers: who, ...(route.body === undefined ? {} : { body: {} }) };
  return (await server.ask(route.method.toUpperCase(), addressOf(route), ask)).status;
}

describe('every route that is not public', () => {
  it('exists', () => {
    expect(guarded().length).toBeGreaterThanOrEqual(10);
  });

  it('refuses the public with 401', async () => {
    for (const route of guarded()) {
      expect([route.method, route.path, await statusFor(null, route)]).toEqual([route.method, route.path, 401]);
    }
  });

  it.each(Object.entries(people))('lets a %s in only where the table says so', async (name, { role }) => {
    for (const route of guarded().filter((one) => one.path !== '/api/me/sign-out-everywhere')) {
      const { access } = route;
      const isOpen = access === 'any-staff' || access === 'own-account';
      const may = isOpen || (allowed[access as Action] ?? ['administrator']).includes(role);
      const status = await statusFor(name, route);
      expect([route.method, route.path, status === 403]).toEqual([route.method, route.path, !may]);
      expect(status).not.toBe(401);
    }
  });

  it('of a private session does not exist for a clerk of another body', async () => {
    const ofSession = guarded().filter((route) => route.path.startsWith('/api/sessions/{id}'));
    expect(ofSession.length).toBeGreaterThanOrEqual(8);
    for (const route of ofSession) {
      expect([route.method, route.path, [403, 404].includes(await statusFor('elsewhere', route))]).toEqual([
        route.method,
        route.path,
        true,
      ]);
    }
  });
});

describe('a route of a body', () => {
  it('is closed to the clerk of another body', async () => {
    for (const route of guarded().filter((one) => one.path.startsWith('/api/bodies/{id}'))) {
      const address = route.path.replace('{id}', session.bodyId);
      const headers = { cookie: cookies['elsewhere'] ?? '', origin: server.url };
      const ask = { headers, ...(route.body === undefined ? {} : { body: {} }) };
      const { status } = await server.ask(route.method.toUpperCase(), address, ask);
      expect([route.method, route.path, status]).toEqual([route.method, route.path, 403]);
    }
  });
});

describe('a clerk of one body', () => {
  const as = (name: string) => ({ cookie: cookies[name] ?? '', origin: server.url });
  const titles = async (name: string): Promise<string[]> =>
    (await server.ask('GET', '/api/sessions', { headers: as(name) }))
      .json<{ items: { body: string }[] }>()
      .items.map((one) => one.body);

  it('sees the unpublished sessions of that body and of no other', async () => {
    expect(await titles('elsewhere')).toEqual(['Culture committee']);
    expect((await titles('reader')).toSorted()).toEqual(['Council', 'Culture committee']);
  });

  it('creates sessions of that body and neither of another nor of a new one', async () => {
    const create = async (body: string) => {
      const input = { title: 'Made', scheduledAt: '2026-12-01T20:00:00Z', body };
      return (await server.ask('POST', '/api/sessions', { body: input, headers: as('elsewhere') })).status;
    };
    expect(await create('Council')).toBe(403);
    expect(await create('An invented body')).toBe(403);
    expect(await create('Culture committee')).toBe(201);
  });

  it('is turned out of the room when a public session of another body becomes private', async () => {
    const input = { title: 'Open', scheduledAt: '2026-12-02T20:00:00Z', body: 'Council' };
    const open = (await server.askAsStaff('POST', '/api/sessions', { body: input })).json<Session>();
    const socket = server.connect({ cookie: cookies['elsewhere'] ?? '' });
    const joined = await socket.emitWithAck('session:join', { sessionId: open.id });
    expect(joined.ok).toBe(true);
    expect(server.gateway.viewerCount(open.id)).toBe(1);
    const command = { command: 'withhold', reason: 'personal data' };
    await server.askAsStaff('POST', `/api/sessions/${open.id}/commands`, { body: command });
    expect(server.gateway.viewerCount(open.id)).toBe(0);
  });
});
