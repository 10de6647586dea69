// Corrections of a published session: one note for several edits, and every earlier text, transcript and file stays readable.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CouncilLog } from '../../../server/contract/council-log.ts';
import type { SessionDocument } from '../../../server/contract/documents.ts';
import type { CorrectionAnswer, SessionVersion, VersionList } from '../../../server/contract/publishing.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { makePdf } from '../../support/office-files.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let session: Session;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const startMs = Date.UTC(2026, 10, 22, 18);
const vtt = (words: string) => `WEBVTT\n\n00:01.000 --> 00:04.000\n${words}\n\n00:10.000 --> 00:12.000\nGrazie.\n`;

/** Over and published, with a transcript and a document, its first item marked; all of it before it ended. */
beforeEach(async () => {
  const agenda = [{ title: 'Appello' }, { title: 'Bilanco' }];
  const body = { title: 'Seduta ordinaria', scheduledAt: '2026-11-22T18:00:00Z', agenda };
  session = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>();
  server.setNow(startMs);
  await post('/commands', { command: 'go-live' });
  server.setNow(startMs + 60_000);
  await putTranscript(vtt('Buona sera.'));
  await sendFile('POST', '?name=Verbale.pdf', 'Bozza');
  await post('/commands', { command: 'adjourn' });
});

const path = (tail: string) => `/api/sessions/${session.id}${tail}`;
const post = (tail: string, body: object) => server.askAsStaff('POST', path(tail), { body });
const patchItem = (index: number, body: object) =>
  server.askAsStaff('PATCH', path(`/agenda/${session.agenda[index]?.id}`), { body });
const send = async (method: string, tail: string, type: string, body: BodyInit) =>
  fetch(`${server.url}${path(tail)}`, {
    method,
    headers: { cookie: await server.signIn(), origin: server.url, 'content-type': type },
    body,
  });
const putTranscript = (text: string, query = '') => send('PUT', `/transcript${query}`, 'text/vtt', text);
const sendFile = (method: string, tail: string, words: string) =>
  send(method, `/documents${tail}`, 'application/octet-stream', Buffer.from(makePdf([words])));
const read = async <T>(tail: string) => (await server.ask('GET', path(tail))).json<T>();
const notes = async () => (await read<VersionList>('/versions')).items.map((one) => one.note);
const documents = async () => (await read<{ items: SessionDocument[] }>('/documents')).items;

describe('a correction that is opened', () => {
  it('makes one version of several edits, with the one note of its end', async () => {
    const opened = (await post('/correction', {})).json<CorrectionAnswer>();
    expect(opened.open).toMatchObject({ hasChanges: false, by: 'clerk@example.org' });
    expect((await patchItem(1, { title: 'Bilancio' })).status).toBe(200);
    await post('/marks', { agendaItemId: session.agenda[0]?.id, at: new Date(startMs + 30_000).toISOString() });
    expect((await putTranscript(vtt('Buonasera a tutti.'))).status).toBe(200);
    expect((await sendFile('PUT', `/${(await documents())[0]?.id}/file?name=Verbale.pdf`, 'Testo')).status).toBe(200);
    const log = await read<CouncilLog>('/log');
    expect(log.correction).toMatchObject({ hasChanges: true, by: null });
    expect(await notes()).toEqual([null]);
    expect((await post('/correction/close', {})).json()).toMatchObject({ code: 'reason-required' });
    const note = 'Titolo, indice, trascrizione e verbale corretti.';
    expect((await post('/correction/close', { note })).json()).toEqual({ open: null });
    expect(await notes()).toEqual([null, note]);

    const old = await read<SessionVersion>('/versions/1');
    expect(old.session.agenda.map((item) => [item.title, item.marks.length])).toEqual([
      ['Appello', 0],
      ['Bilanco', 0],
    ]);
    expect((await server.ask('GET', old.transcript ?? '')).text).toContain('Buona sera.');
    const file = await fetch(`${server.url}${old.documents[0]?.file?.url}`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from(makePdf(['Bozza'])));
    expect((await server.ask('GET', path('/transcript'))).text).toContain('Buonasera a tutti.');
  });

  it('that changed nothing makes no version, and one that is open already stays', async () => {
    await post('/correction', {});
    expect((await post('/correction', {})).status).toBe(200);
    expect((await post('/correction/close', {})).status).toBe(200);
    expect((await post('/correction/close', {})).json()).toEqual({ open: null });
    expect(await notes()).toEqual([null]);
  });

  it('leaves what is withheld meanwhile its own version and note; the edits before stand in none of the old ones', async () => {
    await post('/correction', {});
    await patchItem(1, { title: 'Bilancio' });
    const range = { fromSeconds: 0, untilSeconds: 5, reason: 'Dati personali', decisionNumber: '7', decidedBy: 'Ada' };
    expect((await post('/withheld-ranges', range)).status).toBe(201);
    await post('/correction/close', { note: 'Titolo corretto.' });
    expect(await notes()).toEqual([null, expect.stringContaining('decisione 7'), 'Titolo corretto.']);
    expect((await read<SessionVersion>('/versions/1')).session.agenda[1]?.title).toBe('Bilanco');
    const transcript = (await server.ask('GET', path('/versions/1/transcript'))).text;
    expect(transcript).not.toContain('Buona sera.');
    expect(transcript).toContain('Grazie.');
  });

  it('is not for a session that is not over, nor for the public', async () => {
    expect((await server.ask('POST', path('/correction'), { body: {} })).status).toBe(401);
    await post('/commands', { command: 'reopen' });
    expect((await post('/correction', {})).json()).toMatchObject({ code: 'command-not-allowed' });
  });
});

describe('a single edit after publication', () => {
  it('of an item, the agenda or the session needs its note', async () => {
    const agenda = session.agenda.map(({ id, title }) => ({ id, title }));
    expect((await patchItem(1, { title: 'Bilancio' })).status).toBe(422);
    expect((await server.askAsStaff('PUT', path('/agenda'), { body: { agenda } })).status).toBe(422);
    expect((await server.askAsStaff('PATCH', path(''), { body: { title: 'Seduta' } })).status).toBe(422);
    expect(await notes()).toEqual([null]);
    expect((await patchItem(1, { title: 'Bilancio', note: 'Refuso nel titolo.' })).status).toBe(200);
    expect((await putTranscript(vtt('Altro.'), '?note=Nomi%20corretti.')).status).toBe(200);
    expect((await putTranscript(vtt('Ancora.'))).status).toBe(200);
    expect((await sendFile('POST', '?name=Delibera.pdf', 'Delibera')).status).toBe(201);
    const added = 'Documento aggiunto: Delibera';
    expect(await notes()).toEqual([null, 'Refuso nel titolo.', 'Nomi corretti.', 'Trascrizione sostituita.', added]);
  });

  it('keeps a document that was taken out readable in the old version, unless it was made for staff only first', async () => {
    const id = (await documents())[0]?.id ?? '';
    const remove = await server.askAsStaff('DELETE', path(`/documents/${id}?note=Doppio`));
    expect(remove.status).toBe(204);
    const url = (await read<SessionVersion>('/versions/1')).documents[0]?.file?.url ?? '';
    expect((await server.ask('GET', url)).status).toBe(200);

    await sendFile('POST', '?name=Privato.pdf', 'Dati di una persona');
    const other = (await documents())[0]?.id ?? '';
    const body = { audience: 'staff', note: 'Conteneva dati personali.' };
    expect((await server.askAsStaff('PATCH', path(`/documents/${other}`), { body })).status).toBe(200);
    const versions = (await read<VersionList>('/versions')).items.filter((one) => one.isReadable);
    for (const { version } of versions) {
      const old = await read<SessionVersion>(`/versions/${version}`);
      expect(old.documents.map((document) => document.title)).not.toContain('Privato');
      expect((await server.ask('GET', path(`/versions/${version}/documents/${other}/file`))).status).toBe(404);
    }
  });
});
