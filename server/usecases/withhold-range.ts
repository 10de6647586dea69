// Takes a stretch of a session out of public view: playback, captions, search, downloads, stills; a tombstone stays.
// The recording stays sealed as it is. When this answers, the bytes are out of public reach.
import { indexSession } from '../../db/search/index-session.ts';
import { inTransaction } from '../../db/open.ts';
import type { StoredSession } from '../../db/sessions.ts';
import { insertRange, listRanges, type RangePiece, type StoredRange } from '../../db/withheld-ranges.ts';
import { readSessionTakes } from '../../media/takes/take-reader.ts';
import { coverSegments } from '../../media/takes/withheld-piece.ts';
import type { Actor } from '../contract/accounts.ts';
import { fromInstant } from '../contract/instants.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { NewWithheldRange, WithheldRange } from '../contract/withheld-ranges.ts';
import type { HiddenSpan } from '../domain/withheld-rules.ts';
import type { PlacedTake } from '../domain/timeline.ts';
import { announceRanges } from './announce-ranges.ts';
import { noteDecision } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { toTombstone, toWithheldRange } from './range-view.ts';
import { instantAt, readTimeline, secondsAt, type SessionTimeline } from './session-timeline.ts';
import { writeAudit } from './write-audit.ts';

/** Where it lies, in every measure. */
type Place = Pick<StoredRange, 'fromMs' | 'untilMs' | 'fromSeconds' | 'untilSeconds' | 'pieces'>;

/** Refuses a stretch that touches what is still being recorded: the whole session can be withheld at once. */
export async function withholdRange(
  house: House,
  actor: Actor,
  sessionId: string,
  input: NewWithheldRange,
): Promise<Outcome<WithheldRange>> {
  return house.queue.run(sessionId, async () => {
    const found = await findSessionFor(house, actor, 'withhold-range', sessionId);
    if (!found.ok) return found;
    const session = found.value;
    const place = await findPlace(house, session, input);
    if (!place.ok) return place;
    const atMs = house.now();
    const { reason, decisionNumber, decidedBy } = input;
    const accountId = actor.kind === 'staff' ? actor.accountId : null;
    const decision = { reason, decisionNumber, decidedBy, atMs, accountId };
    const range = { id: house.newId(), sessionId, ...place.value, decision };
    const note = `Un tratto della registrazione non è più pubblico (decisione ${decisionNumber}): ${reason}`;
    const stored = await inTransaction(house.db, async (db) => {
      await keepVersion(house, db, session, atMs);
      await noteDecision(db, session, { actor, atMs, note });
      await insertRange(db, range);
      await indexSession(db, sessionId);
      const ranges = await listRanges(db, sessionId);
      const kept = ranges.find((one) => one.id === range.id);
      if (kept === undefined) throw new Error('a withheld range was not kept');
      const after = toTombstone(kept);
      await writeAudit(house, db, actor, { action: 'range.withheld', sessionId, atMs, after, reason });
      return { ranges, kept };
    });
    announceRanges(house, session, stored.ranges);
    return accept(toWithheldRange(stored.kept));
  });
}

async function findPlace(house: House, session: StoredSession, input: NewWithheldRange): Promise<Outcome<Place>> {
  const timeline = await readTimeline(house, session.id);
  const span = spanOf(session, timeline, input);
  if (!span.ok) return span;
  const { takes } = timeline.timeline;
  if (takes.length === 0) return accept({ ...span.value, ...instantsOf(session, timeline, span.value), pieces: [] });
  const touched = takes.filter(
    (take) =>
      take.offsetSeconds < span.value.untilSeconds &&
      take.offsetSeconds + take.durationSeconds > span.value.fromSeconds,
  );
  if (touched.length === 0) return refuse('invalid-input', 'Nothing was recorded in this stretch.');
  if (touched.some((take) => !timeline.sealedTakeIds.has(take.takeId))) {
    return refuse(
      'range-not-sealed',
      'This part is still being recorded: wait for the next break, or withhold the whole session at once.',
    );
  }
  const pieces = await coverTakes(house, session.id, { touched, span: span.value });
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) {
    return refuse('invalid-input', 'Nothing was recorded in this stretch.');
  }
  const whole = {
    fromSeconds: offsetOf(takes, first.takeId) + first.fromSeconds,
    untilSeconds: offsetOf(takes, last.takeId) + last.untilSeconds,
  };
  return accept({ ...whole, ...instantsOf(session, timeline, whole), pieces });
}

/** The whole segments that the stretch touches, take by take. */
async function coverTakes(
  house: House,
  sessionId: string,
  { touched, span }: { touched: readonly PlacedTake[]; span: HiddenSpan },
): Promise<RangePiece[]> {
  const recorded = new Map(
    (await readSessionTakes(house.settings.takesRoot, sessionId)).map((take) => [take.takeId, take]),
  );
  return touched.flatMap(({ takeId, offsetSeconds }) => {
    const take = recorded.get(takeId);
    if (take === undefined) return [];
    const piece = coverSegments(take, span.fromSeconds - offsetSeconds, span.untilSeconds - offsetSeconds);
    return piece === null ? [] : [piece];
  });
}

function offsetOf(takes: readonly PlacedTake[], takeId: string): number {
  return takes.find((take) => take.takeId === takeId)?.offsetSeconds ?? 0;
}

/** The asked stretch in seconds of the playable timeline. */
function spanOf(session: StoredSession, timeline: SessionTimeline, input: NewWithheldRange): Outcome<HiddenSpan> {
  const bySeconds = input.fromSeconds !== undefined && input.untilSeconds !== undefined;
  const byInstants = input.from !== undefined && input.until !== undefined;
  if (bySeconds === byInstants) {
    return refuse('invalid-input', 'Say either from and until, or fromSeconds and untilSeconds.');
  }
  const span = bySeconds
    ? { fromSeconds: input.fromSeconds ?? 0, untilSeconds: input.untilSeconds ?? 0 }
    : {
        fromSeconds: secondsOf(session, timeline, input.from ?? ''),
        untilSeconds: secondsOf(session, timeline, input.until ?? ''),
      };
  return span.fromSeconds < span.untilSeconds ? accept(span) : refuse('invalid-input', 'It must end after it begins.');
}

function secondsOf(session: StoredSession, timeline: SessionTimeline, instant: string): number {
  const atMs = fromInstant(instant);
  return secondsAt(timeline, atMs) ?? Math.max(0, (atMs - beginningOf(session)) / 1000);
}

function instantsOf(
  session: StoredSession,
  timeline: SessionTimeline,
  { fromSeconds, untilSeconds }: HiddenSpan,
): { fromMs: number; untilMs: number } {
  const instant = (seconds: number): number =>
    instantAt(timeline, seconds) ?? beginningOf(session) + Math.round(seconds * 1000);
  return { fromMs: instant(fromSeconds), untilMs: instant(untilSeconds) };
}

/** An imported session counts its seconds from its stated beginning. */
function beginningOf(session: StoredSession): number {
  return session.startedAtMs ?? session.scheduledAtMs;
}
