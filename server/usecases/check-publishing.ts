// The checklist before publishing: reads the facts, lets the domain judge.
import { listAgendaItems } from '../../db/agenda.ts';
import { listDocuments } from '../../db/documents.ts';
import type { StoredSession } from '../../db/sessions.ts';
import { listHoldingRanges } from '../../db/withheld-ranges.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import type { CheckPoint, PublishCheck } from '../contract/publishing.ts';
import { checkPublishing } from '../domain/publish-rules.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { readCouncil } from './read-council.ts';
import { readTimeline } from './session-timeline.ts';

/** The list for the desk. */
export async function showPublishCheck(house: House, actor: Actor, sessionId: string): Promise<Outcome<PublishCheck>> {
  const found = await findSessionFor(house, actor, 'run-command', sessionId);
  if (!found.ok) return found;
  const points = await checkSession(house, found.value);
  return accept({ points, mayPublish: points.every((point) => point.state !== 'forbidden') });
}

/** The points of one session as it stands. */
export async function checkSession(house: House, session: StoredSession): Promise<CheckPoint[]> {
  const { db } = house;
  const [council, items, documents, ranges, { timeline }] = await Promise.all([
    readCouncil(house, session),
    listAgendaItems(db, session.id),
    listDocuments(db, session.id),
    listHoldingRanges(db, session.id),
    readTimeline(house, session.id),
  ]);
  const leftOut = new Set(
    council.entries
      .filter(({ data }) => data.kind === 'item' && (data.status === 'deferred' || data.status === 'withdrawn'))
      .map((entry) => entry.agendaItemId),
  );
  const marked = new Set(council.marks.map((mark) => mark.agendaItemId));
  return checkPublishing({
    hasCaptions: session.transcriptId !== null,
    documentCount: documents.length,
    items: items.map((item) => ({
      id: item.id,
      parentId: item.parentId,
      name: `${item.number} ${item.title}`.trim(),
      isMarked: marked.has(item.id) || item.importedStartSeconds !== null,
      isLeftOut: leftOut.has(item.id),
    })),
    votes: council.entries.flatMap(({ data }) => (data.kind === 'vote' ? [data] : [])),
    pauses: council.pauses,
    recordings: timeline.takes.map((take) => ({ fromMs: take.startedAtMs, toMs: take.endedAtMs })),
    withheld: ranges.map(({ fromMs, untilMs, decision, destruction }) => ({
      fromMs,
      untilMs,
      reason: (destruction ?? decision).reason,
    })),
  });
}
