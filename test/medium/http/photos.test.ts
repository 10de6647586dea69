// Photos of members over HTTP: who may send them, what is taken, and who sees them.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Roster } from '../../../server/contract/roster.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { sweepPictures } from '../../../server/usecases/sweep-pictures.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let bodyId: string;
let address: string;
beforeAll(async () => {
  server = await createTestServer();
  const input = { title: 'Seduta', scheduledAt: '2026-11-22T18:30:00Z' };
  ({ bodyId } = (await server.askAsStaff('POST', '/api/sessions', { body: input })).json<Session>());
  const body = { members: [{ name: 'Anna Bruni' }, { name: 'Ugo Conti' }] };
  const kept = (await server.askAsStaff('PUT', `/api/bodies/${bodyId}/roster`, { body })).json<Roster>();
  address = `/api/bodies/${bodyId}/members/${kept.members[0]?.personId ?? ''}/photo`;
});
afterAll(() => server.close());

async function send(bytes: Uint8Array, to = address): Promise<number> {
  const headers = { cookie: await server.signIn(), origin: server.url, 'content-type': 'application/octet-stream' };
  return (await fetch(`${server.url}${to}`, { method: 'PUT', headers, body: Buffer.from(bytes) })).status;
}
const roster = async (): Promise<Roster> => (await server.ask('GET', `/api/bodies/${bodyId}/roster`)).json<Roster>();

describe('the photo of a member', () => {
  it('is shown to everyone from the roster on, survives a new roster, and can be taken away', async () => {
    expect(await send(Buffer.from([0xff, 0xd8, 0xff, 1, 2]))).toBe(200);
    const photo = (await roster()).members[0]?.photo ?? '';
    expect(photo).toMatch(/^\/api\/people\/.+\/photo\?version=[0-9a-f]{16}$/);
    const shown = await server.ask('GET', photo);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const body = { members: [{ name: 'Ugo Conti' }, { name: 'Anna Bruni' }] };
    await server.askAsStaff('PUT', `/api/bodies/${bodyId}/roster`, { body });
    expect((await roster()).members.map((member) => member.photo)).toEqual([undefined, photo]);
    expect((await server.askAsStaff('DELETE', address)).status).toBe(200);
    expect((await server.ask('GET', photo)).status).toBe(404);
  });

  it('is refused when it is no picture, too large, or of somebody who is not a member', async () => {
    expect(await send(Buffer.from('<svg onload="alert(1)"/>'))).toBe(422);
    expect(await send(new Uint8Array(11 * 1024 * 1024))).toBe(413);
    const ofNobody = address.replace(/members\/[^/]+/, 'members/nobody');
    expect(await send(Buffer.from([0xff, 0xd8, 0xff]), ofNobody)).toBe(404);
  });

  it('leaves the server with its file when the person leaves the last body', async () => {
    const file = server.house.files.pathOf(
      createHash('sha256')
        .update(Buffer.from([0xff, 0xd8, 0xff]))
        .digest('hex'),
    );
    expect(existsSync(file)).toBe(false);
    expect(await send(Buffer.from([0xff, 0xd8, 0xff, 3]))).toBe(200);
    const photo = (await roster()).members.find((member) => member.photo !== undefined)?.photo ?? '';
    expect(existsSync(file)).toBe(true);
    const { members } = await roster();
    const body = { members: members.filter((member) => member.photo === undefined) };
    await server.askAsStaff('PUT', `/api/bodies/${bodyId}/roster`, { body });
    expect([existsSync(file), (await server.ask('GET', photo)).status]).toEqual([false, 404]);
    await server.askAsStaff('PUT', `/api/bodies/${bodyId}/roster`, { body: { members } });
    expect((await roster()).members.map((member) => member.photo)).toEqual([undefined, undefined]);
  });

  it('leaves at the next start what a crash left behind, and nothing else', async () => {
    const keep = async (...bytes: number[]): Promise<string> => {
      const file = await server.house.files.receive(Readable.from([Buffer.from(bytes)]), 100);
      if (file === null) throw new Error('it was not taken');
      await server.house.files.keep(file);
      return server.house.files.pathOf(file.sha256);
    };
    const [photo, crest, document] = [
      await keep(0xff, 0xd8, 0xff, 9),
      await keep(0x89, 0x50, 0x4e, 0x47),
      await keep(0x25, 0x50, 0x44, 0x46),
    ];
    const ofFirst = address.replace(/members\/[^/]+/, `members/${(await roster()).members[0]?.personId ?? ''}`);
    expect(await send(Buffer.from([0xff, 0xd8, 0xff, 4]), ofFirst)).toBe(200);
    const shown = (await roster()).members.find((member) => member.photo !== undefined)?.photo ?? '';
    await sweepPictures(server.house);
    expect([photo, crest, document].map((file) => existsSync(file))).toEqual([false, false, true]);
    expect((await server.ask('GET', shown)).status).toBe(200);
  });
});
