// Whether two encoders are at the same feed: one that comes back after a fault of its network is no second one. Pure.
import type { FeedProblem } from './feed-problems.ts';
import type { FeedKind } from './feed-report.ts';
import type { PublicationOrigin } from './publication.ts';

/** For how long a takeover is told, and within which two are a quarrel. */
export const takeoverToldMs = 60_000;

export interface Takeovers {
  /** An encoder that was still sending gave way to another one. */
  note(old: PublicationOrigin, next: PublicationOrigin, atMs: number): void;
  problems(nowMs: number): FeedProblem[];
}

/** Doors that open by a key; every other source was started at the desk. */
const keyed: ReadonlySet<FeedKind> = new Set(['rtmp', 'rtmps', 'srt']);

/** Encoders are told apart by their address; of two behind one address, by taking over again and again. */
export function createTakeovers(): Takeovers {
  let lately: { atMs: number; isOther: boolean; address: string | null }[] = [];
  return {
    note(old, next, atMs) {
      if (!keyed.has(old.kind) || !keyed.has(next.kind)) return;
      const isOther = old.remoteAddress !== next.remoteAddress;
      lately = [
        ...lately.filter((one) => atMs - one.atMs < takeoverToldMs),
        { atMs, isOther, address: next.remoteAddress },
      ];
    },
    problems(nowMs) {
      const told = lately.filter((one) => nowMs - one.atMs < takeoverToldMs);
      const isQuarrel = told.length > 1 || told.some((one) => one.isOther);
      return isQuarrel ? [{ code: 'two-encoders', fact: told.at(-1)?.address ?? null }] : [];
    },
  };
}
