// Every command in every state and publication for every kind of asker, over HTTP. The tables are written out here a
// second time, by hand, on purpose: they are the outside contract, not the code's own.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertAccount, type BodyRoles } from '../../../db/accounts.ts';
import { changeSession, findSession } from '../../../db/sessions.ts';
import type { Actor, Role } from '../../../server/contract/accounts.ts';
import type { Scope } from '../../../server/contract/api-tokens.ts';
import {
  commands,
  publications,
  sessionStates,
  type Command,
  type Publication,
  type Session,
  type SessionState,
} from '../../../server/contract/sessions.ts';
import { makeApiToken, revokeApiToken } from '../../../server/usecases/api-tokens.ts';
import { hashPassword } from '../../../server/usecases/passwords.ts';
import { already, leadsTo } from '../../support/command-table.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

/** `yes` may command; `no` sees it and may not; `blind` may not either and sees what the public sees; `unknown` is nobody. */
type May = 'yes' | 'no' | 'blind' | 'unknown';

interface Person {
  readonly role: Role;
  readonly bodies: 'all' | Partial<Record<'here' | 'there', Role>>;
  readonly may: May;
}
const people: Readonly<Record<string, Person>> = {
  'an administrator': { role: 'administrator', bodies: 'all', may: 'yes' },
  'a clerk': { role: 'clerk', bodies: 'all', may: 'yes' },
  'the clerk of this body': { role: 'clerk', bodies: { here: 'clerk' }, may: 'yes' },
  'the clerk of another body': { role: 'clerk', bodies: { there: 'clerk' }, may: 'blind' },
  'a reader here who is clerk elsewhere': { role: 'clerk', bodies: { here: 'reader', there: 'clerk' }, may: 'no' },
  'a moderator': { role: 'moderator', bodies: 'all', may: 'no' },
  'a reader': { role: 'reader', bodies: 'all', may: 'no' },
};
const programs: Readonly<Record<string, { scopes: Scope[]; isRevoked?: true; may: May }>> = {
  'a token that runs sessions': { scopes: ['run-sessions'], may: 'yes' },
  'a token with every other scope': {
    scopes: ['read-unpublished', 'write-sessions', 'read-feeds', 'write-transcripts', 'moderate-chat', 'read-audit'],
    may: 'no',
  },
  'a token that was revoked': { scopes: ['run-sessions'], isRevoked: true, may: 'unknown' },
};
const askers: Readonly<Record<string, May>> = {
  nobody: 'unknown',
  ...Object.fromEntries(Object.entries({ ...people, ...programs }).map(([name, { may }]) => [name, may])),
};

interface Facts {
  readonly state: SessionState;
  readonly publication: Publication;
}

interface Expected extends Facts {
  readonly status: number;
  readonly code?: string;
}

/** What the contract says of one cell; `withhold` comes with the reason that it needs. */
function expected(may: May, from: Facts, command: Command): Expected {
  if (may === 'unknown') return { ...from, status: 401, code: 'not-signed-in' };
  if (may === 'blind' && from.publication === 'private') return { ...from, status: 404, code: 'session-not-found' };
  if (may === 'blind' && from.publication === 'withheld') return { ...from, status: 410, code: 'withheld' };
  if (may !== 'yes') return { ...from, status: 403, code: 'not-allowed' };
  const refused = { ...from, status: 409, code: 'command-not-allowed' };
  if (command === 'publish' || command === 'withhold') {
    const publication = command === 'publish' ? 'published' : 'withheld';
    return from.state === 'cancelled' ? refused : { ...from, status: 200, publication };
  }
  const state = leadsTo[from.state][command];
  if (state !== undefined) return { ...from, status: 200, state };
  return already[from.state].includes(command) ? { ...from, status: 200 } : refused;
}

const password = 'correct horse battery';
let server: TestServer;
let session: Session;
const headers: Record<string, Record<string, string>> = { nobody: {} };

beforeAll(async () => {
  server = await createTestServer();
  const create = async (body: string): Promise<Session> => {
    const input = { title: `A session of the ${body}`, scheduledAt: '2026-11-22T20:00:00Z', body };
    return (await server.askAsStaff('POST', '/api/sessions', { body: input })).json<Session>();
  };
  session = await create('Council');
  const bodyIds = { here: session.bodyId, there: (await create('Committee')).bodyId };
  const passwordHash = await hashPassword(password);
  for (const [index, [name, { role, bodies }]] of Object.entries(people).entries()) {
    const email = `person-${index}@example.org`;
    const account = { id: `person-${index}`, email, role, bodies: toBodyRoles(bodies, bodyIds), passwordHash };
    await insertAccount(server.house.db, { ...account, createdAtMs: Date.now() });
    const answer = await server.ask('POST', '/api/sign-in', { body: { email, password } });
    headers[name] = { cookie: answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '', origin: server.url };
  }
  const actor: Actor = { kind: 'staff', accountId: 'person-0', email: 'person-0@example.org', role: 'administrator' };
  for (const [name, { scopes, isRevoked }] of Object.entries(programs)) {
    const made = await makeApiToken(server.house, actor, { name, scopes });
    if (!made.ok) throw new Error(made.refusal.detail);
    if (isRevoked) await revokeApiToken(server.house, actor, made.value.id);
    headers[name] = { authorization: `Bearer ${made.value.token}` };
  }
});
afterAll(() => server.close());

function toBodyRoles(bodies: Person['bodies'], ids: { here: string; there: string }): BodyRoles | null {
  if (bodies === 'all') return null;
  return Object.fromEntries(Object.entries(bodies).map(([where, role]) => [ids[where as 'here' | 'there'], role]));
}

/** Puts the session there without the commands that are being tested. */
async function put({ state, publication }: Facts): Promise<void> {
  const startedAtMs = state === 'scheduled' || state === 'cancelled' ? null : Date.now();
  const change = { state, publication, withheldReason: publication === 'withheld' ? 'personal data' : null };
  const endedAtMs = state === 'ended' ? Date.now() : null;
  await changeSession(server.house.db, session.id, {
    ...change,
    ...(startedAtMs !== null && { startedAtMs }),
    endedAtMs,
    modifiedAtMs: Date.now(),
  });
  server.house.visibility.set(session.id, publication, change.withheldReason);
}

async function give(who: string, command: Command): Promise<Expected> {
  const body = { command, ...(command === 'withhold' && { reason: 'personal data' }) };
  const answer = await server.ask('POST', `/api/sessions/${session.id}/commands`, {
    body,
    headers: headers[who] ?? {},
  });
  const { code } = answer.json<{ code?: string }>();
  const found = await findSession(server.house.db, session.id);
  if (found === null) throw new Error('the session is gone');
  const { state, publication } = found;
  return { status: answer.status, ...(code !== undefined && { code }), state, publication };
}

async function trailLength(): Promise<number> {
  const counted = server.house.db.selectFrom('audit').select(({ fn }) => fn.countAll<number>().as('count'));
  return (await counted.where('session_id', '=', session.id).executeTakeFirstOrThrow()).count;
}

describe.each(Object.entries(askers))('%s', (who, may) => {
  it.each(sessionStates)('gets the answer of the contract to every command on a session that is %s', async (state) => {
    for (const publication of publications) {
      for (const command of commands) {
        const from = { state, publication };
        await put(from);
        const before = await trailLength();
        const want = expected(may, from, command);
        expect([from, command, await give(who, command)]).toEqual([from, command, want]);
        const isChanged = want.state !== state || want.publication !== publication;
        expect([from, command, (await trailLength()) - before]).toEqual([from, command, isChanged ? 1 : 0]);
      }
    }
  });
});

describe('the tables', () => {
  it('name every command and every state of the contract, and no other', () => {
    const ofStates = [...Object.values(leadsTo).flatMap((row) => Object.keys(row)), ...Object.values(already).flat()];
    expect(new Set([...ofStates, 'publish', 'withhold'])).toEqual(new Set(commands));
    expect(Object.keys(leadsTo).toSorted()).toEqual([...sessionStates].toSorted());
  });
});

describe('withholding without a reason', () => {
  it.each(sessionStates.filter((state) => state !== 'cancelled'))('is refused while %s', async (state) => {
    await put({ state, publication: 'published' });
    const ask = { body: { command: 'withhold' }, headers: headers['a clerk'] ?? {} };
    const answer = await server.ask('POST', `/api/sessions/${session.id}/commands`, ask);
    expect([answer.status, answer.json()['code']]).toEqual([422, 'reason-required']);
  });
});
