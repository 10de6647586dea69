// Shows one picture of a session's recording, for lists, search hits and as a poster.
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { StillQuery } from '../contract/stills.ts';
import type { Timeline } from '../domain/timeline.ts';
import { listHoldingRanges, type StoredRange } from '../../db/withheld-ranges.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';
import { readTimeline } from './session-timeline.ts';

/** A still of an archived session shows this part of it when no second is asked for: past the empty chairs. */
const tellingPart = 0.25;

/** A JPEG of a second of the playable timeline; without one, the newest picture on air, a telling one afterwards. */
export async function showStill(
  house: House,
  actor: Actor,
  sessionId: string,
  { t, w }: StillQuery,
): Promise<Outcome<Buffer>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const { timeline } = await readTimeline(house, sessionId);
  const part = found.value.state === 'ended' ? tellingPart : 1;
  const ranges = await listHoldingRanges(house.db, sessionId);
  const place = placeOf(timeline, t ?? publicSecond(ranges, timeline.durationSeconds * part));
  if (place === null) return refuse('not-found', 'Nothing of this session was recorded.');
  const hidden = ranges.find((range) => holds(range, place));
  if (hidden !== undefined) {
    const { reason } = hidden.destruction ?? hidden.decision;
    return refuse('withheld', 'This part of the recording is not public.', { reason });
  }
  // Whole seconds: neighbours share a picture.
  const moment = { sessionId, takeId: place.takeId, seconds: Math.floor(place.seconds), width: w };
  const still = await house.stills.still(moment);
  if (still === null) return refuse('not-found', 'There is no picture at this moment.');
  if (still === 'busy') {
    return refuse('unavailable', 'Too many pictures are being made; ask again shortly.', { retryAfterMs: 5000 });
  }
  return accept(still);
}

/** A second outside what is withheld: after the stretch in which the asked one lies. */
function publicSecond(ranges: readonly StoredRange[], seconds: number): number {
  const hiding = ranges.find((range) => range.fromSeconds <= seconds && seconds <= range.untilSeconds);
  return hiding === undefined
    ? seconds
    : publicSecond(
        ranges.filter((one) => one !== hiding),
        hiding.untilSeconds + 1,
      );
}

/** A picture is cut out of a whole segment, and stands at a whole second: the edges belong to the stretch. */
function holds({ pieces }: StoredRange, place: { takeId: string; seconds: number }): boolean {
  return pieces.some(
    (piece) =>
      piece.takeId === place.takeId &&
      piece.fromSeconds <= place.seconds &&
      Math.floor(place.seconds) <= piece.untilSeconds,
  );
}

function placeOf({ takes }: Timeline, seconds: number): { takeId: string; seconds: number } | null {
  const take = takes.findLast((one) => one.offsetSeconds <= seconds) ?? takes[0];
  if (take === undefined) return null;
  return { takeId: take.takeId, seconds: Math.max(0, Math.min(seconds - take.offsetSeconds, take.durationSeconds)) };
}
