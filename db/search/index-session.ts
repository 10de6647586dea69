// Makes everything a session holds findable. Call it in the transaction that changed what can be found.
// It must not know the engine: it reads the session's rows, cuts them into units and hands them to the writer.
import type { Db } from '../open.ts';
import { listDocumentPages, type StoredPage } from '../document-texts.ts';
import { listDocuments } from '../documents.ts';
import { readableCues } from '../../server/domain/withheld-rules.ts';
import { listSpeeches } from '../speeches.ts';
import { listHoldingRanges } from '../withheld-ranges.ts';
import { cutText, joinCues, type SpokenRun } from './passages.ts';
import type { IndexedSession, SearchUnit, UnitPassage } from './search-index.ts';
import { shelfNumber, type Shelf } from './shelves.ts';
import { sqliteSearchWriter } from './sqlite-search-writer.ts';

/** Brings the index of one session up to date; unknown sessions have nothing to be found. */
export async function indexSession(transaction: Db, sessionId: string): Promise<void> {
  const session = await readSession(transaction, sessionId);
  if (session === null) return;
  await sqliteSearchWriter.replaceSession(transaction, session, await collectUnits(transaction, session));
}

/** Moves a session to the shelf that its publication asks for; everything else of it stays as it is indexed. */
export async function shelveSession(transaction: Db, sessionId: string): Promise<void> {
  const row = await transaction
    .selectFrom('sessions')
    .innerJoin('search_sessions', 'search_sessions.session_id', 'sessions.id')
    .select(['publication', 'shelf'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst();
  const isRight = row !== undefined && row.shelf === shelfNumber[shelfOf(row.publication)];
  if (!isRight) await indexSession(transaction, sessionId);
}

function shelfOf(publication: string): Shelf {
  return publication === 'published' ? 'public' : 'hidden';
}

interface SessionText extends IndexedSession {
  readonly lang: string | null;
}

interface ItemText {
  readonly id: string;
  readonly title: string;
  readonly type: string | null;
  readonly externalId: string | null;
  readonly startSeconds: number | null;
}

async function collectUnits(db: Db, session: SessionText): Promise<SearchUnit[]> {
  const items = await readItems(db, session.id);
  const titles = new Map(items.map((item) => [item.id, item.title]));
  return [
    sessionUnit(session),
    ...items.map((item) => itemUnit(session, item)),
    ...(await speechUnits(db, session, titles)),
    ...(await documentUnits(db, session)),
    ...(await transcriptUnits(db, session)),
  ];
}

async function readSession(db: Db, sessionId: string): Promise<SessionText | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('bodies', 'bodies.id', 'sessions.body_id')
    .select(['sessions.id', 'title', 'lang', 'external_id as externalId', 'bodies.name as body', 'publication'])
    .select(['body_id as bodyId', 'scheduled_at as scheduledAtMs'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { publication, ...session } = row;
  return { ...session, isPublic: shelfOf(publication) === 'public' };
}

async function readItems(db: Db, sessionId: string): Promise<ItemText[]> {
  return await db
    .selectFrom('agenda_items')
    .select(['id', 'title', 'type', 'external_id as externalId', 'imported_start as startSeconds'])
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute();
}

const nothingKnown = {
  externalId: null,
  agendaItemId: null,
  speaker: null,
  faction: null,
  startSeconds: null,
};

function sessionUnit(session: SessionText): SearchUnit {
  const { id, externalId, lang, title } = session;
  return {
    ...nothingKnown,
    kind: 'session',
    unitId: id,
    externalId,
    lang,
    title,
    passages: [plainPassage(session.body)],
  };
}

function itemUnit(session: SessionText, item: ItemText): SearchUnit {
  return {
    ...nothingKnown,
    kind: 'agenda',
    unitId: item.id,
    externalId: item.externalId,
    agendaItemId: item.id,
    lang: session.lang,
    title: item.title,
    startSeconds: item.startSeconds,
    passages: item.type === null ? [] : [plainPassage(item.type)],
  };
}

async function speechUnits(db: Db, session: SessionText, titles: ReadonlyMap<string, string>): Promise<SearchUnit[]> {
  const speeches = await listSpeeches(db, session.id);
  return speeches.map((speech) => ({
    kind: 'speech',
    unitId: speech.id,
    externalId: speech.externalId,
    agendaItemId: speech.agendaItemId,
    lang: speech.lang ?? session.lang,
    title: titles.get(speech.agendaItemId ?? '') ?? '',
    speaker: speech.speaker,
    faction: speech.group,
    startSeconds: speech.startSeconds,
    passages: cutText(speech),
  }));
}

async function documentUnits(db: Db, session: SessionText): Promise<SearchUnit[]> {
  const documents = (await listDocuments(db, session.id)).filter((document) => document.audience === 'public');
  const pages = new Map<string, StoredPage[]>();
  for (const page of await listDocumentPages(db, { sessionId: session.id })) {
    pages.set(page.documentId, [...(pages.get(page.documentId) ?? []), page]);
  }
  return documents.map((document) => ({
    ...nothingKnown,
    kind: 'document',
    unitId: document.id,
    externalId: document.externalId,
    agendaItemId: document.agendaItemId,
    lang: session.lang,
    title: document.title,
    passages: cutPages(pages.get(document.id) ?? []),
  }));
}

/** A text without pages is page 1, which is then not worth saying. */
function cutPages(pages: readonly StoredPage[]): UnitPassage[] {
  const hasPages = pages.some(({ page }) => page > 1);
  return pages.flatMap(({ page, text }) =>
    cutText({ text, startSeconds: null, endSeconds: null, cues: [] }).map((passage) => ({
      ...passage,
      page: hasPages ? page : null,
    })),
  );
}

async function transcriptUnits(db: Db, session: SessionText): Promise<SearchUnit[]> {
  const rows = await db
    .selectFrom('cues')
    .innerJoin('transcripts', 'transcripts.id', 'cues.transcript_id')
    .select(['transcript_id', 'transcripts.lang', 'speaker', 'text'])
    .select(['start_seconds as startSeconds', 'end_seconds as endSeconds'])
    .where('transcripts.session_id', '=', session.id)
    .where('transcripts.replaced_at', 'is', null)
    .orderBy('position')
    .execute();
  const lang = rows[0]?.lang ?? session.lang;
  const spans = await listHoldingRanges(db, session.id);
  return joinCues(readableCues(rows, spans)).map((run: SpokenRun, index) => ({
    ...nothingKnown,
    kind: 'transcript',
    unitId: `${rows[0]?.transcript_id ?? session.id}-${index}`,
    lang,
    title: '',
    speaker: run.speaker,
    startSeconds: run.passages[0]?.startSeconds ?? null,
    passages: run.passages,
  }));
}

function plainPassage(text: string): UnitPassage {
  return { text, startSeconds: null, page: null, moments: [] };
}
