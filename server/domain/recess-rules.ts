// What the public is told of a recess: why, and about until when. Pure.
import type { SessionState } from '../contract/sessions.ts';

/** Both null where nothing was said, and outside of a recess. */
export interface RecessNotice {
  readonly reason: string | null;
  /** Instant (ms since the epoch) at which it is expected to end. No timer hangs on it: only a person goes on. */
  readonly expectedAtMs: number | null;
}

export const noNotice: RecessNotice = { reason: null, expectedAtMs: null };

/** What a command says of it: left out, it stays as it was; null (or empty) takes it back. */
export interface SaidOfRecess {
  readonly reason?: string | undefined;
  readonly expectedAtMs?: number | null | undefined;
}

/** The notice after something was said in (or with) a recess. */
export function noticeAfter(before: RecessNotice, { reason, expectedAtMs }: SaidOfRecess): RecessNotice {
  const said = reason?.trim();
  return {
    reason: said === undefined ? before.reason : said === '' ? null : said,
    expectedAtMs: expectedAtMs === undefined ? before.expectedAtMs : expectedAtMs,
  };
}

/** A recess begins without the notice of the one before; in any other state there is none. */
export function noticeOnEntering(state: SessionState, said: SaidOfRecess): RecessNotice {
  return state === 'recess' ? noticeAfter(noNotice, said) : noNotice;
}

export function isSameNotice(one: RecessNotice, other: RecessNotice): boolean {
  return one.reason === other.reason && one.expectedAtMs === other.expectedAtMs;
}
