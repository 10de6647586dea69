// Which agenda item the picture on screen belongs to.
import type { PlayerState } from '../player/player-facts.ts';
import type { PlayerFacts, PlayerStore } from '../player/player-store.ts';
import { markAtInstant, markAtOffset, type LineMark } from './agenda-line.ts';
import { usePlayerFact } from './use-player-fact.ts';

const pictureless: ReadonlySet<PlayerState> = new Set<PlayerState>(['idle', 'loading', 'failed', 'unplayable']);

/**
 * The mark that the player has passed. Viewers lag the room by seconds, so live the player's own wall clock decides,
 * never the arrival of a message; in the archive its place on the timeline does.
 */
export function useCurrentMark(store: PlayerStore, line: readonly LineMark[], isLive: boolean): LineMark | null {
  const markId = usePlayerFact(store, (facts) => findMark(facts, line, isLive)?.markId ?? null);
  return line.find((mark) => mark.markId === markId) ?? null;
}

function findMark(facts: PlayerFacts, line: readonly LineMark[], isLive: boolean): LineMark | null {
  if (isLive) return facts.instantMs === null ? null : markAtInstant(line, facts.instantMs);
  const hasPicture = !pictureless.has(facts.state);
  return hasPicture ? markAtOffset(line, facts.currentTime) : null;
}
