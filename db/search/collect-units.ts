// Reads what a session holds and cuts it into units: itself, its agenda, what was said, documents, votes, chat.
// It must not know the engine, and reads only what the public may read once the session is published.
import { seatsOf } from '../../server/domain/attendance.ts';
import { resultOf } from '../../server/domain/vote-rules.ts';
import { readableCues } from '../../server/domain/withheld-rules.ts';
import { findBody } from '../bodies.ts';
import { listDocumentPages, type StoredPage } from '../document-texts.ts';
import { listDocuments } from '../documents.ts';
import { listEntries, type StoredEntry } from '../log-entries.ts';
import type { Db } from '../open.ts';
import { listMembers } from '../roster.ts';
import { listSpeeches } from '../speeches.ts';
import { listHoldingRanges } from '../withheld-ranges.ts';
import { cutText, joinCues, type SpokenRun } from './passages.ts';
import type { IndexedSession, SearchUnit, UnitPassage } from './search-index.ts';
import { voteWords } from './vote-words.ts';

/** Where units come from, each with the kinds it makes; a change in one need not read the others. */
const sources = {
  session: { kinds: ['session'], collect: async (_: Db, session) => [sessionUnit(session)] },
  agenda: { kinds: ['agenda'], collect: itemUnits },
  spoken: { kinds: ['speech', 'vote'], collect: spokenUnits },
  documents: { kinds: ['document', 'minutes'], collect: documentUnits },
  transcript: { kinds: ['transcript'], collect: transcriptUnits },
  chat: { kinds: ['chat'], collect: chatUnits },
} as const satisfies Record<string, UnitSource>;

interface UnitSource {
  readonly kinds: readonly SearchUnit['kind'][];
  collect(db: Db, session: SessionText): Promise<SearchUnit[]>;
}

/** Part of what a session holds. */
export type SessionPart = keyof typeof sources;

/** All of them. */
export const sessionParts = Object.keys(sources) as SessionPart[];

/** A session with its units as far as they were asked for. */
export interface SessionUnits {
  readonly session: IndexedSession;
  readonly units: readonly SearchUnit[];
  /** Kinds that were read; units of other kinds are not looked at. */
  readonly kinds: readonly SearchUnit['kind'][];
}

/** The units of these parts (left out: of all); null for an unknown session. */
export async function collectUnits(
  db: Db,
  sessionId: string,
  parts: readonly SessionPart[] = sessionParts,
): Promise<SessionUnits | null> {
  const session = await readSession(db, sessionId);
  if (session === null) return null;
  const units: SearchUnit[] = [];
  for (const part of parts) units.push(...(await sources[part].collect(db, session)));
  return { session, units, kinds: parts.flatMap((part) => [...sources[part].kinds]) };
}

interface SessionText extends IndexedSession {
  readonly lang: string | null;
  readonly state: string;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
}

interface ItemText {
  readonly id: string;
  readonly title: string;
  readonly type: string | null;
  readonly description: string | null;
  readonly rapporteur: string | null;
  readonly matter: string | null;
  readonly externalId: string | null;
  readonly startSeconds: number | null;
}

async function readSession(db: Db, sessionId: string): Promise<SessionText | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('bodies', 'bodies.id', 'sessions.body_id')
    .select(['sessions.id', 'title', 'lang', 'external_id as externalId', 'bodies.name as body', 'publication'])
    .select(['body_id as bodyId', 'scheduled_at as scheduledAtMs'])
    .select(['state', 'started_at as startedAtMs', 'ended_at as endedAtMs'])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { publication, ...session } = row;
  return { ...session, isPublic: publication === 'published' };
}

async function readItems(db: Db, sessionId: string): Promise<ItemText[]> {
  return await db
    .selectFrom('agenda_items')
    .select([
      'id',
      'title',
      'type',
      'description',
      'rapporteur',
      'matter',
      'external_id as externalId',
      'imported_start as startSeconds',
    ])
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
    passages: [factsOf(item), item.description ?? ''].filter((text) => text !== '').flatMap(cutWritten),
  };
}

/** The town's word for it, who presents it, and the reference of the act. */
function factsOf({ type, rapporteur, matter }: ItemText): string {
  return [type, rapporteur, matter].filter((fact) => fact !== null && fact !== '').join(' · ');
}

async function itemUnits(db: Db, session: SessionText): Promise<SearchUnit[]> {
  return (await readItems(db, session.id)).map((item) => itemUnit(session, item));
}

/** What was said and what was decided, from the records of an import and from the log that the desk kept. */
async function spokenUnits(db: Db, session: SessionText): Promise<SearchUnit[]> {
  const titles = new Map((await readItems(db, session.id)).map((item) => [item.id, item.title]));
  const speeches = await speechUnits(db, session, titles);
  const logged = await logUnits(db, session, titles);
  // An import holds the words of the speeches that the log only names.
  return [...speeches, ...logged.filter((unit) => unit.kind === 'vote' || speeches.length === 0)];
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

/** Votes with their outcome, and who spoke, as far as the body shows them. Ballots and notes of clerks never get here. */
async function logUnits(db: Db, session: SessionText, titles: ReadonlyMap<string, string>): Promise<SearchUnit[]> {
  const entries = await listEntries(db, session.id);
  const rules = (await findBody(db, session.bodyId))?.rules;
  if (entries.length === 0 || rules === undefined) return [];
  const members = await listMembers(db, session.bodyId, session.endedAtMs ?? Number.MAX_SAFE_INTEGER);
  const seats = seatsOf(rules.quorum, members);
  const ranges = await listHoldingRanges(db, session.id);
  const isReadable = ({ atMs }: StoredEntry): boolean =>
    !ranges.some((range) => atMs >= range.fromMs && atMs < range.untilMs);
  return entries.filter(isReadable).flatMap(({ agendaItemId, data, id }): SearchUnit[] => {
    const unit = { ...nothingKnown, unitId: id, agendaItemId, lang: session.lang };
    const about = titles.get(agendaItemId ?? '') ?? '';
    if (data.kind === 'vote' && rules.publicLog.votes) {
      const outcome = voteWords(session.lang, data, resultOf(data, seats));
      return [{ ...unit, kind: 'vote', title: data.subject, passages: [plainPassage(outcome)] }];
    }
    if (data.kind === 'speech' && rules.publicLog.speakers) {
      return [{ ...unit, kind: 'speech', title: about, speaker: data.speaker, faction: data.group, passages: [] }];
    }
    return [];
  });
}

/** The chat of a session that is over, where the council keeps it; without the names that people gave themselves. */
async function chatUnits(db: Db, session: SessionText): Promise<SearchUnit[]> {
  if (session.state !== 'ended') return [];
  const rules = (await findBody(db, session.bodyId))?.rules;
  if (rules?.publicLog.chat !== true) return [];
  const ranges = await listHoldingRanges(db, session.id);
  const messages = await db
    .selectFrom('chat_messages')
    .select(['id', 'text', 'at'])
    .where('session_id', '=', session.id)
    .where('waits', '=', 0)
    .where('removed_at', 'is', null)
    .orderBy('at')
    .execute();
  return messages
    .filter(({ at }) => !ranges.some((range) => at >= range.fromMs && at < range.untilMs))
    .map(({ id, text }) => ({
      ...nothingKnown,
      kind: 'chat',
      unitId: id,
      lang: session.lang,
      title: '',
      passages: [plainPassage(text)],
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
    kind: document.kind,
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
    cutWritten(text).map((passage) => ({
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

function cutWritten(text: string | null): UnitPassage[] {
  return cutText({ text: text ?? '', startSeconds: null, endSeconds: null, cues: [] });
}

function plainPassage(text: string): UnitPassage {
  return { text, startSeconds: null, page: null, moments: [] };
}
