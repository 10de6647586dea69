// The draft of the minutes is for staff: neither search nor suggestions, documents or any other public answer know a word of it
// until the council's minutes are published as a document.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SessionDocument } from '../../../server/contract/documents.ts';
import type { SearchResult } from '../../../server/contract/search.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { readDocumentTexts } from '../../../server/usecases/read-document-texts.ts';
import { makePdf } from '../../support/office-files.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let session: Session;
beforeAll(async () => {
  server = await createTestServer();
  const body = { title: 'Seduta', agenda: [{ title: 'Lampioni' }], scheduledAt: '2026-03-12T18:30:00Z' };
  session = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  await command('go-live');
  // What this body keeps to itself stands in the draft all the same.
  const { items } = (await server.ask('GET', '/api/bodies')).json<{ items: { id: string }[] }>();
  const publicLog = { votes: true, attendance: true, speakers: false, chat: false };
  const shown = await server.askAsStaff('PATCH', `/api/bodies/${items[0]?.id}`, { body: { publicLog } });
  expect(shown.status).toBe(200);
  const data = { kind: 'speech', personId: null, speechKind: 'contribution', speaker: 'Ugo Zirconetti', group: null };
  expect((await server.askAsStaff('POST', `/api/sessions/${session.id}/log`, { body: { data } })).status).toBe(201);
  await command('adjourn');
});
afterAll(() => server.close());

async function command(name: string): Promise<void> {
  const address = `/api/sessions/${session.id}/commands`;
  expect((await server.askAsStaff('POST', address, { body: { command: name } })).status).toBe(200);
}

/** Everything the public is told where the minutes could show. */
async function publicAnswers(): Promise<string> {
  const addresses = [
    ...['ugo', '"richiama"', 'presidente', 'presidemte', 'minutes'].map((q) => `/api/search?q=${q}`),
    `/api/search?q=&kind=minutes&session=${session.id}`,
    '/api/search/suggestions?q=zirco',
    '/api/search/suggestions?q=verb',
    '/api/search/feed?q=presidente',
    ...['', '/documents', '/log', '/record', '/transcript'].map((part) => `/api/sessions/${session.id}${part}`),
  ];
  const answers = await Promise.all(addresses.map((address) => server.ask('GET', address)));
  return answers.map(({ text }) => text).join('\n');
}

async function addMinutes(audience: 'staff' | 'public'): Promise<SessionDocument> {
  const bytes = makePdf(['Verbale: il presidente richiama Zirconetti']);
  const query = new URLSearchParams({ name: 'Verbale.pdf', kind: 'minutes', audience }).toString();
  const response = await fetch(`${server.url}/api/sessions/${session.id}/documents?${query}`, {
    method: 'POST',
    headers: { cookie: await server.signIn(), origin: server.url, 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  });
  expect(response.status).toBe(201);
  await readDocumentTexts(server.house, new AbortController().signal);
  return (await response.json()) as SessionDocument;
}

describe('the draft of the minutes', () => {
  it.each(['html', 'docx', 'odt', 'akn'])('as %s is made for staff, and refused to everyone else', async (format) => {
    const address = `/api/sessions/${session.id}/minutes?format=${format}&lang=it`;
    expect((await server.askAsStaff('GET', address)).status).toBe(200);
    expect((await server.ask('GET', address)).status).toBe(401);
  });

  it('is in no public answer after it was made', async () => {
    const draft = await server.askAsStaff('GET', `/api/sessions/${session.id}/minutes?format=html&lang=it`);
    expect(draft.text).toContain('Zirconetti');
    expect(await publicAnswers()).not.toMatch(/Zirconetti/i);
  });
});

describe('minutes that are kept as a document', () => {
  it('are staff’s until they are published, found as minutes then, and not found when they are taken back', async () => {
    const { file, id } = await addMinutes('staff');
    expect(await publicAnswers()).not.toMatch(/Zirconetti|richiama/i);
    for (const address of [file?.url ?? '', `/api/sessions/${session.id}/documents/${id}/text`]) {
      expect([404, 401]).toContain((await server.ask('GET', address)).status);
    }
    const show = (audience: string) =>
      server.askAsStaff('PATCH', `/api/sessions/${session.id}/documents/${id}`, {
        body: { audience, note: 'Approvato' },
      });
    expect((await show('public')).status).toBe(200);
    const found = (await server.ask('GET', '/api/search?q=zirconetti')).json<SearchResult>();
    expect(found.items).toMatchObject([{ kind: 'minutes', title: 'Verbale' }]);
    expect((await show('staff')).status).toBe(200);
    expect(await publicAnswers()).not.toMatch(/Zirconetti|richiama/i);
  });
});
