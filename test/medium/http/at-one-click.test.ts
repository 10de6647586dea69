// Single clicks of the desk that do much: everyone is present, a text is read once more.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CouncilLog } from '../../../server/contract/council-log.ts';
import type { SessionDocument } from '../../../server/contract/documents.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { readDocumentTexts } from '../../../server/usecases/read-document-texts.ts';
import { makePdf } from '../../support/office-files.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let path: string;
beforeAll(async () => {
  server = await createTestServer();
  const input = { title: 'Seduta', scheduledAt: '2026-11-22T18:30:00Z' };
  const session = (await server.askAsStaff('POST', '/api/sessions', { body: input })).json<Session>();
  path = `/api/sessions/${session.id}`;
  const body = { members: [{ name: 'Anna Bruni' }, { name: 'Ugo Conti' }, { name: 'Ida Serra' }] };
  await server.askAsStaff('PUT', `/api/bodies/${session.bodyId}/roster`, { body });
});
afterAll(() => server.close());

it('writes everyone down as present who is not yet, in one request that tells the pages once', async () => {
  const log = async () => (await server.askAsStaff('GET', `${path}/log`)).json<CouncilLog>();
  const [anna] = (await log()).members;
  const data = { kind: 'attendance', personId: anna?.personId, isPresent: true };
  await server.askAsStaff('POST', `${path}/log`, { body: { data } });
  const toldBefore = server.told.length;
  const first = await server.askAsStaff('POST', `${path}/log/all-present`, { body: {} });
  expect([first.status, first.json()]).toEqual([200, { count: 2 }]);
  expect(server.told.slice(toldBefore).map(({ name }) => name)).toEqual(['log:changed']);
  expect((await log()).members.map(({ isPresent }) => isPresent)).toEqual([true, true, true]);
  expect((await log()).entries).toHaveLength(3);
  expect((await server.askAsStaff('POST', `${path}/log/all-present`, { body: {} })).json()).toEqual({ count: 0 });
  expect((await server.ask('POST', `${path}/log/all-present`, { body: {} })).status).toBe(401);
});

it('reads the text of a document once more, and keeps what there is until then', async () => {
  const headers = { cookie: await server.signIn(), origin: server.url, 'content-type': 'application/octet-stream' };
  const body = Buffer.from(makePdf(['bilancio di previsione']));
  const sent = await fetch(`${server.url}${path}/documents?name=a.pdf`, { method: 'POST', headers, body });
  const { id } = (await sent.json()) as SessionDocument;
  const read = () => readDocumentTexts(server.house, new AbortController().signal);
  await read();
  const again = await server.askAsStaff('POST', `${path}/documents/${id}/read`);
  expect([again.status, again.json<SessionDocument>().textState]).toEqual([200, 'waiting']);
  expect((await server.ask('GET', `${path}/documents/${id}/text`)).text).toContain('bilancio');
  await read();
  const [document] = (await server.ask('GET', `${path}/documents`)).json<{ items: SessionDocument[] }>().items;
  expect(document?.textState).toBe('read');
  expect((await server.askAsStaff('POST', `${path}/documents/nothing/read`)).status).toBe(404);
});
