// One's own open sign-ins: listed without anything that opens a door, ended one at a time; and who is signed in, without a 401.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertAccount } from '../../../db/accounts.ts';
import type { OpenSignIn } from '../../../server/contract/accounts.ts';
import { hashPassword } from '../../../server/usecases/passwords.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

const password = 'un gatto sul registro';
const firefox = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0';
let server: TestServer;

beforeAll(async () => {
  server = await createTestServer();
  const passwordHash = await hashPassword(password);
  for (const id of ['anna', 'bruno']) {
    const account = { id, email: `${id}@example.org`, role: 'clerk' as const, passwordHash, createdAtMs: Date.now() };
    await insertAccount(server.house.db, account);
  }
});
afterAll(() => server.close());

async function signIn(who: string, agent: string): Promise<Record<string, string>> {
  const body = { email: `${who}@example.org`, password };
  const answer = await server.ask('POST', '/api/sign-in', { body, headers: { 'user-agent': agent } });
  return { cookie: answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '', origin: server.url };
}
async function listOf(headers: Record<string, string>): Promise<OpenSignIn[]> {
  return (await server.ask('GET', '/api/me/sign-ins', { headers })).json<{ items: OpenSignIn[] }>().items;
}
const end = async (headers: Record<string, string>, id: string): Promise<number> =>
  (await server.ask('DELETE', `/api/me/sign-ins/${id}`, { headers })).status;
const isOpen = async (headers: Record<string, string>): Promise<boolean> =>
  (await server.ask('GET', '/api/me', { headers })).status === 200;

describe('one’s own sign-ins', () => {
  it('are listed with their browser, and one of them is this one', async () => {
    const here = await signIn('anna', firefox);
    await signIn('anna', 'another browser');
    const listed = await listOf(here);
    expect(listed.map(({ agent, isThis }) => [agent, isThis]).toSorted()).toEqual([
      [firefox, true],
      ['another browser', false],
    ]);
    const secrets = await server.house.db.selectFrom('sign_ins').select('token_hash').execute();
    for (const { token_hash: hash } of secrets) expect(JSON.stringify(listed)).not.toContain(hash);
  });

  it('end one at a time, and ending again changes nothing', async () => {
    const [here, there] = [await signIn('anna', 'here'), await signIn('anna', 'there')];
    const { id = '' } = (await listOf(here)).find(({ agent }) => agent === 'there') ?? {};
    expect(await end(here, id)).toBe(204);
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    expect(await end(here, id)).toBe(204);
    const trail = server.house.db
      .selectFrom('audit')
      .select('actor')
      .where('action', '=', 'account.signed-out-elsewhere');
    expect(await trail.execute()).toEqual([{ actor: 'anna@example.org' }]);
  });

  it('of somebody else are out of reach', async () => {
    const [anna, bruno] = [await signIn('anna', 'hers'), await signIn('bruno', 'his')];
    const { id = '' } = (await listOf(anna)).find(({ isThis }) => isThis) ?? {};
    expect((await listOf(bruno)).map((one) => one.id)).not.toContain(id);
    expect(await end(bruno, id)).toBe(204);
    expect(await isOpen(anna)).toBe(true);
  });
});

describe('who is signed in', () => {
  it('is told to everybody, with null for a visitor', async () => {
    const visitor = await server.ask('GET', '/api/sign-in/me');
    expect([visitor.status, visitor.json()]).toEqual([200, { me: null }]);
    const anna = await server.ask('GET', '/api/sign-in/me', { headers: await signIn('anna', 'x') });
    expect(anna.json()).toMatchObject({ me: { email: 'anna@example.org', role: 'clerk' } });
  });
});
