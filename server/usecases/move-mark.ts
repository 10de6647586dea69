// Moves a mark to another instant, or by some seconds (the clerk clicked late). What it was stays in the trail.
import { listAudit } from '../../db/audit.ts';
import { findMark, moveMark as storeMove } from '../../db/marks.ts';
import { inTransaction } from '../../db/open.ts';
import type { StoredSession } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import type { MoveMark } from '../contract/council-log.ts';
import { fromInstant, toInstant } from '../contract/instants.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { PlacedMark } from '../contract/sessions.ts';
import { decideMark } from '../domain/mark-rules.ts';
import { requireSeenFields } from '../domain/seen-rules.ts';
import { announceMarks } from './announce-marks.ts';
import { noteCorrection, requireNote } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { onAirTimes, wasOnAir } from './on-air-times.ts';
import { readTimeline, secondsAt } from './session-timeline.ts';
import { writeAudit } from './write-audit.ts';

const maxAuditEntries = 20_000;

/** Moves it. A nudge before the beginning of an on-air time stops at that beginning. */
export async function moveMark(
  house: House,
  actor: Actor,
  target: { sessionId: string; markId: string },
  input: MoveMark,
): Promise<Outcome<PlacedMark>> {
  const { sessionId, markId } = target;
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'place-mark', sessionId);
    if (!found.ok) return found;
    const mark = await findMark(house.db, markId);
    if (mark === null || mark.sessionId !== sessionId) {
      return refuse('mark-not-found', 'There is no such mark; it may have been taken back.');
    }
    const seen = requireSeenFields(input.seen === undefined ? undefined : { at: fromInstant(input.seen) }, {
      at: mark.atMs,
    });
    if (!seen.ok) return seen;
    const noted = await requireNote(house.db, found.value, input.note);
    if (!noted.ok) return noted;
    const at = await decidePlace(house, found.value, { fromMs: mark.atMs, input });
    if (!at.ok) return at;
    const nowMs = house.now();
    await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, found.value, nowMs);
      await storeMove(db, markId, at.value);
      await noteCorrection(db, found.value, { actor, atMs: nowMs, note: input.note });
      const after = { ...mark, atMs: at.value };
      const act = { action: 'mark.moved', sessionId, atMs: nowMs, before: mark, after, reason: input.note };
      await writeAudit(house, db, actor, act);
    });
    await announceMarks(house, sessionId);
    const offsetSeconds = secondsAt(await readTimeline(house, sessionId), at.value);
    return accept({ id: markId, agendaItemId: mark.agendaItemId, at: toInstant(at.value), offsetSeconds });
  });
}

async function decidePlace(
  house: House,
  session: StoredSession,
  move: { fromMs: number; input: MoveMark },
): Promise<Outcome<number>> {
  const { at, bySeconds } = move.input;
  if ((at === undefined) === (bySeconds === undefined)) {
    return refuse('invalid-input', 'Say either the instant or by how many seconds.');
  }
  const times = onAirTimes(await listAudit(house.db, { sessionId: session.id, limit: maxAuditEntries }));
  const asked = at === undefined ? nudge(times, move.fromMs, bySeconds ?? 0) : fromInstant(at);
  const decided = decideMark({ ...session, nowMs: house.now() }, asked);
  if (!decided.ok || wasOnAir(times, decided.value)) return decided;
  return refuse(
    'mark-not-on-air',
    'The session was not on air at this instant (recess or closed doors): choose one at which it was, or resume first.',
  );
}

/** Stays within the on-air time in which the mark stands. */
function nudge(times: ReturnType<typeof onAirTimes>, fromMs: number, bySeconds: number): number {
  const holder = times.find((time) => time.fromMs <= fromMs && (time.toMs === null || fromMs <= time.toMs));
  const moved = fromMs + bySeconds * 1000;
  if (holder === undefined) return moved;
  return Math.min(Math.max(moved, holder.fromMs), holder.toMs ?? Infinity);
}
