// Documents over HTTP: what comes in, what is refused in which words, who gets what, and that search finds it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import type { SessionDocument } from '../../../server/contract/documents.ts';
import type { Problem } from '../../../server/contract/problems.ts';
import type { SearchResult } from '../../../server/contract/search.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { readDocumentTexts } from '../../../server/usecases/read-document-texts.ts';
import { makeOoxml, makePdf } from '../../support/office-files.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
let session: Session;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  const body = { title: 'Seduta', scheduledAt: '2026-12-01T20:00:00Z', agenda: [{ title: 'Bilancio' }] };
  session = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
});

interface Sent {
  readonly status: number;
  readonly value: SessionDocument & Problem;
}

async function send(method: string, address: string, bytes: Uint8Array): Promise<Sent> {
  const response = await fetch(`${server.url}/api/sessions/${session.id}/documents${address}`, {
    method,
    headers: { cookie: await server.signIn(), origin: server.url, 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  });
  return { status: response.status, value: (await response.json()) as Sent['value'] };
}
const add = (bytes: Uint8Array, query: string) => send('POST', `?${query}`, bytes);
const list = async () =>
  (await server.ask('GET', `/api/sessions/${session.id}/documents`)).json<{ items: SessionDocument[] }>().items;
const readAll = () => readDocumentTexts(server.house, new AbortController().signal);
const command = (name: string, reason?: string) =>
  server.askAsStaff('POST', `/api/sessions/${session.id}/commands`, { body: { command: name, reason } });

describe('a document', () => {
  it('is added to an item, listed, and fetched whole or in part as a download that does nothing', async () => {
    const bytes = makePdf(['Variazione']);
    const item = session.agenda[0]?.id ?? '';
    const { status, value } = await add(bytes, `name=Relazione_al_bilancio.pdf&agendaItemId=${item}&number=12`);
    expect(status).toBe(201);
    expect(await list()).toEqual([
      expect.objectContaining({ id: value.id, title: 'Relazione al bilancio', agendaItemId: item, number: '12' }),
    ]);
    const file = await fetch(`${server.url}${value.file?.url}`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from(bytes));
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename=Relazione_al_bilancio.pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    const range = await fetch(`${server.url}${value.file?.url}`, { headers: { range: 'bytes=0-3' } });
    expect([range.status, await range.text()]).toEqual([206, '%PDF']);
  });

  it('is read page by page, and its page is found', async () => {
    const { value } = await add(makePdf(['Indice', 'Il ponte pericolante']), 'name=a.pdf');
    expect(value.textState).toBe('waiting');
    await readAll();
    expect((await list())[0]).toMatchObject({ textState: 'read', pages: 2 });
    const text = await server.ask('GET', `/api/sessions/${session.id}/documents/${value.id}/text`);
    expect(text.json()).toEqual({
      pages: [
        { page: 1, text: 'Indice' },
        { page: 2, text: 'Il ponte pericolante' },
      ],
    });
    const found = await server.ask('GET', `/api/search?q=pericolante&session=${session.id}`);
    const shown = `${value.file?.url}?show=1`;
    expect(found.json<SearchResult>().items[0]).toMatchObject({
      kind: 'document',
      title: 'a',
      page: 2,
      file: `${shown}#page=2`,
    });
    const file = await fetch(`${server.url}${shown}`);
    // Viewers of PDF do not open in a sandbox; nothing else of ours is ever shown.
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename=a.pdf',
      'content-security-policy': "frame-ancestors 'none'",
    });
  });

  it('is a download whatever is asked when it is no PDF', async () => {
    const { value } = await add(makeOoxml('docx', {}), 'name=a.docx');
    const file = await fetch(`${server.url}${value.file?.url}?show=1`);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-disposition': 'attachment; filename=a.docx',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
  });

  it('is found as minutes once staff say that it is', async () => {
    const { value } = await add(makePdf(['La seduta è tolta alle 21']), 'name=Verbale.pdf');
    await readAll();
    const kinds = async () =>
      (await server.ask('GET', `/api/search?q=tolta&session=${session.id}`)).json<SearchResult>().facets.kind;
    expect(await kinds()).toEqual([{ value: 'document', count: 1 }]);
    const one = `/api/sessions/${session.id}/documents/${value.id}`;
    expect((await server.askAsStaff('PATCH', one, { body: { kind: 'minutes' } })).status).toBe(200);
    expect((await list())[0]).toMatchObject({ kind: 'minutes' });
    expect(await kinds()).toEqual([{ value: 'minutes', count: 1 }]);
  });

  it('is refused when its type lies, when it is none, and when it is empty', async () => {
    const lying = await add(makeOoxml('docx', {}), 'name=relazione.pdf');
    expect([lying.status, lying.value.code]).toEqual([422, 'misnamed-document']);
    expect(lying.value.detail).toContain('its content is DOCX');
    expect((await add(Buffer.from('<script>'), 'name=relazione.pdf')).value.code).toBe('bad-document');
    expect((await add(new Uint8Array(), 'name=relazione.pdf')).value.detail).toBe(
      'This file is empty: choose another one.',
    );
    expect(await list()).toEqual([]);
    expect(await readdir(path.join(server.folder, 'files', 'incoming'))).toEqual([]);
  });

  it('is refused with a sentence when it has 200 MB, before it is read', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      void server.signIn().then((cookie) => {
        const asked = request(`${server.url}/api/sessions/${session.id}/documents?name=a.pdf`, {
          method: 'POST',
          headers: {
            cookie,
            origin: server.url,
            'content-type': 'application/octet-stream',
            'content-length': 200 * 1024 * 1024,
          },
        });
        asked.on('error', reject);
        asked.on('response', (response) => {
          let text = `${response.statusCode} `;
          response.on('data', (piece) => (text += String(piece)));
          response.on('end', () => {
            asked.destroy();
            resolve(text);
          });
        });
        asked.write('%PDF-1.7');
      });
    });
    expect(answer).toMatch(/^413 .*This file has 200 MB\. At most 100 MB/u);
  });

  it('does not exist for the public while it is for staff, while the session is private, or once it was removed', async () => {
    const { value } = await add(makePdf(['Dati personali']), 'name=a.pdf&audience=staff');
    await readAll();
    const addresses = [value.file?.url ?? '', `/api/sessions/${session.id}/documents/${value.id}/text`];
    for (const address of addresses) {
      expect((await server.ask('GET', address)).status).toBe(404);
      expect((await server.askAsStaff('GET', address)).status).toBe(200);
    }
    expect(await list()).toEqual([]);
    const query = `/api/search?q=personali&session=${session.id}`;
    expect((await server.ask('GET', query)).json<SearchResult>().total).toBe(0);
    const one = `/api/sessions/${session.id}/documents/${value.id}`;
    await server.askAsStaff('PATCH', one, { body: { audience: 'public' } });
    expect(await list()).toHaveLength(1);
    expect((await server.ask('GET', query)).json<SearchResult>().total).toBe(1);
    expect((await server.askAsStaff('DELETE', one)).status).toBe(204);
    expect((await server.askAsStaff('DELETE', one)).status).toBe(204);
    expect((await server.ask('GET', addresses[0] ?? '')).status).toBe(404);
    expect((await server.ask('GET', query)).json<SearchResult>().total).toBe(0);
    await command('withhold', 'Errore materiale');
    expect((await server.ask('GET', addresses[0] ?? '')).status).toBe(410);
  });

  it('gets a new file; the one before is for staff, and its text is found no more', async () => {
    const { value } = await add(makePdf(['Bozza provvisoria']), 'name=a.pdf');
    await readAll();
    const again = await send('PUT', `/${value.id}/file?name=b.pdf`, makePdf(['Testo definitivo']));
    expect(again.value.file).toMatchObject({ version: 2, name: 'b.pdf' });
    await readAll();
    const old = `${value.file?.url}?version=1`;
    expect((await server.ask('GET', old)).status).toBe(404);
    expect((await server.askAsStaff('GET', old)).text).toContain('Bozza provvisoria');
    const search = async (q: string) =>
      (await server.ask('GET', `/api/search?q=${q}&session=${session.id}`)).json<SearchResult>().total;
    expect([await search('provvisoria'), await search('definitivo')]).toEqual([0, 1]);
    const trail = (await server.askAsStaff('GET', `/api/sessions/${session.id}/trail`)).text;
    expect(trail).toContain('document.added');
    expect(trail).toContain('document.replaced');
  });

  it('is added freely to a published session that is over, but replaced and removed only with a public note', async () => {
    await command('go-live');
    await command('adjourn');
    const { status, value } = await add(makePdf(['Verbale']), 'name=a.pdf');
    expect(status).toBe(201);
    const one = `/api/sessions/${session.id}/documents/${value.id}`;
    expect((await send('PUT', `/${value.id}/file?name=a.pdf`, makePdf(['Nuovo']))).value.code).toBe('reason-required');
    expect((await server.askAsStaff('DELETE', one)).json<Problem>().code).toBe('reason-required');
    expect((await server.askAsStaff('DELETE', `${one}?note=Allegato%20sbagliato`)).status).toBe(204);
    const log = await server.ask('GET', `/api/sessions/${session.id}/log`);
    expect(log.text).toContain('Allegato sbagliato');
  });
});
