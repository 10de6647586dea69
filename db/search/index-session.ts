// Makes everything a session holds findable. Call it in the transaction that changed what can be found.
// It must not know the engine: it reads the session's rows, cuts them into units and hands them to the writer.
import type { Db } from '../open.ts';
import { listDocuments } from '../documents.ts';
import { listSpeeches } from '../speeches.ts';
import { cutText, joinCues, type Passage } from './passages.ts';
import type { SearchUnit } from './search-index.ts';
import { sqliteSearchWriter } from './sqlite-search-writer.ts';

/** Brings the index of one session up to date; unknown sessions have nothing to be found. */
export async function indexSession(transaction: Db, sessionId: string): Promise<void> {
  await sqliteSearchWriter.replaceSession(transaction, sessionId, await collectUnits(transaction, sessionId));
}

interface SessionText {
  readonly id: string;
  readonly title: string;
  readonly lang: string | null;
  readonly externalId: string | null;
  readonly body: string;
}

interface ItemText {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly externalId: string | null;
  readonly startSeconds: number | null;
}

async function collectUnits(db: Db, sessionId: string): Promise<SearchUnit[]> {
  const session = await readSession(db, sessionId);
  if (session === null) return [];
  const items = await readItems(db, sessionId);
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
    .select(['sessions.id', 'title', 'lang', 'external_id as externalId', 'bodies.name as body'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst();
  return row ?? null;
}

async function readItems(db: Db, sessionId: string): Promise<ItemText[]> {
  return await db
    .selectFrom('agenda_items')
    .select(['id', 'number', 'title', 'external_id as externalId', 'imported_start as startSeconds'])
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute();
}

const nothingKnown = {
  position: 0,
  externalId: null,
  agendaItemId: null,
  speaker: null,
  faction: null,
  startSeconds: null,
  endSeconds: null,
  text: '',
  moments: [],
};

function sessionUnit(session: SessionText): SearchUnit {
  const { id, externalId, lang, title } = session;
  return { ...nothingKnown, kind: 'session', unitId: id, externalId, lang, title, text: session.body };
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
  };
}

async function speechUnits(db: Db, session: SessionText, titles: ReadonlyMap<string, string>): Promise<SearchUnit[]> {
  const speeches = await listSpeeches(db, session.id);
  return speeches.flatMap((speech) => {
    const common = {
      kind: 'speech' as const,
      unitId: speech.id,
      externalId: speech.externalId,
      agendaItemId: speech.agendaItemId,
      lang: speech.lang ?? session.lang,
      title: titles.get(speech.agendaItemId ?? '') ?? '',
      speaker: speech.speaker,
      faction: speech.group,
    };
    return cutText(speech).map((passage, position) => passageUnit(common, passage, position));
  });
}

async function documentUnits(db: Db, session: SessionText): Promise<SearchUnit[]> {
  const documents = await listDocuments(db, session.id);
  return documents.flatMap((document) => {
    const common = {
      kind: 'document' as const,
      unitId: document.id,
      externalId: document.externalId,
      agendaItemId: document.agendaItemId,
      lang: session.lang,
      title: document.title,
      speaker: null,
      faction: null,
    };
    const passages = cutText({ text: document.text, startSeconds: null, endSeconds: null, cues: [] });
    const whole = { text: '', startSeconds: null, endSeconds: null, moments: [] };
    return (passages.length === 0 ? [whole] : passages).map((passage, position) =>
      passageUnit(common, passage, position),
    );
  });
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
  return joinCues(rows).map((passage, index) => ({
    ...nothingKnown,
    ...passage,
    kind: 'transcript',
    // Each passage is a hit of its own: a whole sitting folded into one hit would hide every moment but one.
    unitId: `${rows[0]?.transcript_id ?? session.id}-${index}`,
    lang,
    title: '',
  }));
}

type UnitHead = Omit<SearchUnit, 'position' | 'text' | 'startSeconds' | 'endSeconds' | 'moments'>;

function passageUnit(head: UnitHead, passage: Passage, position: number): SearchUnit {
  return { ...head, ...passage, position };
}
