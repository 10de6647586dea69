// Fills a running server with one session of every state, and names the pages that show them. Must not know any browser.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AgendaItem, Session } from '../../server/contract/sessions.ts';
import { ApiClient } from './api-client.ts';
import { askInChat } from './ask-in-chat.ts';
import { fillLog } from './fill-log.ts';
import type { RunningServer } from './running-server.ts';

/** A page to look at. */
export interface StagedPage {
  readonly name: string;
  readonly path: (sessions: StagedSessions) => string;
  /** Only for staff. */
  readonly isStaff?: boolean;
  /** CSS of something that is there once the page has its content. */
  readonly shows: string;
}

/** What the pages show. */
export interface StagedSessions {
  readonly scheduled: Session;
  readonly live: Session;
  readonly recess: Session;
  readonly closed: Session;
  readonly ended: Session;
  readonly withheld: Session;
  readonly imported: Session;
}

const repository = join(import.meta.dirname, '..', '..');

/** A sitting without a recording, as archives move in. */
const importedLines = [
  {
    kind: 'session',
    id: 'old-1',
    lang: 'it',
    title: 'Seduta del 12 marzo 2024',
    body: 'Consiglio comunale di Acquachiara',
    date: '2024-03-12',
    agenda: [{ id: 'old-1-1', number: '1', title: 'Bilancio di previsione 2024', documentIds: ['old-d1'] }],
  },
  {
    kind: 'speech',
    id: 'old-s1',
    sessionId: 'old-1',
    agendaItemId: 'old-1-1',
    order: 1,
    speaker: 'Ada Lumini',
    role: 'Sindaca',
    lang: 'it',
    start: 12,
    timeEstimated: true,
    text: 'Il bilancio di previsione è in pareggio.',
  },
  {
    kind: 'document',
    id: 'old-d1',
    sessionId: 'old-1',
    agendaItemId: 'old-1-1',
    number: '7/2024',
    date: '2024-03-01',
    title: 'Relazione al bilancio',
    text: 'La relazione illustra il bilancio di previsione.',
  },
];

/** A title as councils write them, with one word that no line of a phone can hold. */
const longTitle =
  'Approvazione del Documento Unico di Programmazione 2027-2029, della nota di aggiornamento e del piano triennale ' +
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft 🏛️';

const vtt = `WEBVTT

00:01.000 --> 00:04.000
<v Ada Lumini>Buonasera, la seduta è aperta.

00:04.500 --> 00:09.000
<v Bruno Vetrai>Chiedo la parola sul bilancio.
`;

/** Sessions in every state, made through the public API and the archive's import; no encoder takes part. */
export async function stageSessions(server: RunningServer): Promise<StagedSessions> {
  const file = join(server.dataDir, 'old-archive.jsonl');
  await writeFile(file, importedLines.map((line) => JSON.stringify(line)).join('\n'));
  await promisify(execFile)(process.execPath, ['dist/server/cli/cli.js', 'import', file], {
    cwd: repository,
    env: { ...process.env, DATA_DIR: server.dataDir },
  });
  const desk = new ApiClient(server.url);
  await desk.signIn();
  const create = async (title: string) => {
    const agenda = [
      { number: '1', title: 'Appello' },
      {
        number: '2',
        title: longTitle,
        children: [
          { number: '2.1', title: 'Emendamenti' },
          { number: '2.2', title: 'Voto' },
        ],
      },
      ...Array.from({ length: 12 }, (_, index) => ({
        number: String(index + 3),
        title: `Mozione numero ${index + 1}`,
      })),
    ];
    const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
    return desk.createSession({ title, body: 'Consiglio comunale di Acquachiara', scheduledAt, agenda });
  };
  const hold = async (title: string, commands: Parameters<ApiClient['command']>[1][]) => {
    const session = await create(title);
    await desk.command(session.id, 'go-live');
    for (const item of firstItems(session.agenda)) await desk.mark(session.id, item.id);
    for (const command of commands) await desk.command(session.id, command);
    return session;
  };
  const ended = await hold('Seduta conclusa', ['adjourn']);
  await desk.send('PUT', `/api/sessions/${ended.id}/transcript`, vtt);
  const withheld = await hold('Seduta tolta dal pubblico', ['adjourn']);
  await desk.command(withheld.id, 'withhold', 'Contiene dati personali: decisione 12 del 3 marzo.');
  const page = (await (await desk.send('GET', '/api/sessions?state=ended&limit=50')).json()) as { items: Session[] };
  const imported = page.items.find((session) => session.externalId === 'old-1');
  if (imported === undefined) throw new Error('the archive was not imported');
  const live = await hold('Seduta ordinaria', []);
  await fillLog(desk, live);
  const recess = await hold('Seduta sospesa', []);
  await desk.send('PATCH', `/api/sessions/${recess.id}/chat`, { mode: 'approval', slowSeconds: 30 });
  await askInChat(server.url, recess.id, 'A che ora riprende la seduta?');
  await desk.command(recess.id, 'recess');
  return {
    scheduled: await create(longTitle),
    live,
    recess,
    closed: await hold('Seduta segreta', ['close-doors']),
    ended,
    withheld,
    imported,
  };
}

function firstItems(agenda: readonly AgendaItem[]): readonly AgendaItem[] {
  return agenda.slice(0, 2);
}

const watch = (session: Session) => `/sessions/${session.id}`;
const desk = (session: Session) => `/desk/sessions/${session.id}`;

/** Every page of the product, in every state that looks different. */
export const stagedPages: readonly StagedPage[] = [
  { name: 'the start page', path: () => '/', shows: '.cdv-live-agenda' },
  { name: 'the archive', path: () => '/archive', shows: '.cdv-card' },
  { name: 'the search', path: () => '/search', shows: 'main h1' },
  { name: 'a search with hits', path: () => '/search?q=bilancio', shows: '.cdv-hit' },
  { name: 'a search without hits', path: () => '/search?q=xyzzyx&year=2024', shows: '.cdv-empty' },
  { name: 'the end of an alert', path: () => '/search/alerts#leave=key', shows: 'main button' },
  { name: 'an alert without its key', path: () => '/search/alerts', shows: '.cdv-alert' },
  { name: 'a scheduled session', path: (all) => watch(all.scheduled), shows: '.cdv-agenda' },
  { name: 'a live session', path: (all) => watch(all.live), shows: '.cdv-agenda' },
  { name: 'a recess', path: (all) => watch(all.recess), shows: '.cdv-agenda' },
  { name: 'closed doors', path: (all) => watch(all.closed), shows: '.cdv-agenda' },
  { name: 'an ended session', path: (all) => watch(all.ended), shows: '.cdv-passage' },
  { name: 'an imported session', path: (all) => watch(all.imported), shows: '.cdv-document' },
  { name: 'a withheld session', path: (all) => watch(all.withheld), shows: '.cdv-alert' },
  { name: 'the accessibility notes', path: () => '/info/accessibility', shows: 'main h1' },
  { name: 'the privacy notes', path: () => '/info/privacy', shows: 'main h1' },
  { name: 'the legal notes', path: () => '/info/legal', shows: 'main h1' },
  { name: 'an unknown address', path: () => '/nowhere', shows: 'main h1' },
  { name: 'the sign-in', path: () => '/sign-in', shows: 'form [type=password]' },
  { name: 'the first start', path: () => '/setup#code=x', shows: 'form [type=password]' },
  { name: 'the first start without a code', path: () => '/setup', shows: '.cdv-alert' },
  { name: 'the desk', path: () => '/desk', isStaff: true, shows: '.cv-desk__session' },
  { name: 'the calendar', path: () => '/calendar', shows: '.cdv-subscriptions li' },
  { name: 'a body', path: (all) => `/bodies/${all.scheduled.bodyId}`, shows: '#body-legal' },
  { name: 'the sign for the room', path: (all) => `/bodies/${all.scheduled.bodyId}/sign`, shows: '.cdv-sign' },
  {
    name: 'the preparation of a session',
    path: (all) => `${desk(all.scheduled)}/prepare`,
    isStaff: true,
    shows: '.cv-prepare__drop',
  },
  {
    name: 'the desk of a scheduled session',
    path: (all) => desk(all.scheduled),
    isStaff: true,
    shows: '.cv-desk__item',
  },
  { name: 'the desk of a live session', path: (all) => desk(all.live), isStaff: true, shows: '.cv-desk__item' },
  { name: 'the desk behind closed doors', path: (all) => desk(all.closed), isStaff: true, shows: '.cv-desk__nothing' },
  { name: 'the desk of an ended session', path: (all) => desk(all.ended), isStaff: true, shows: '.cv-desk__item' },
  {
    name: 'the desk after a session',
    path: (all) => `${desk(all.ended)}/after`,
    isStaff: true,
    shows: '.cv-after__point',
  },
];
