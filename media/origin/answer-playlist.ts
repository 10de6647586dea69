// Answers requests for playlists: at once, or when what was asked for exists (RFC 8216bis 6.2.5.2).
import { hlsTiming } from '../packager/playlist.ts';
import { parseDirectives } from './hls-address.ts';
import type { OriginSession, WaitedRendition } from './origin-session.ts';
import { smallBody } from './playlist-body.ts';
import type { Rendition } from './rendition.ts';
import { badDirective, nothingNew, nothingRecorded, nothingYet, stopping } from './problems.ts';
import { sendPlaylist, sendProblem, type Exchange, type Keeping } from './respond.ts';
import type { WaitOutcome } from './waiting-line.ts';

/** Three target durations: the longest that a request may wait. */
export const waitLimitMs = 3 * hlsTiming.targetSeconds * 1000;

/** How long each kind of playlist may be kept. */
const keeping = {
  /** A browser asks again: what was withheld a moment ago must not be played out of its own cache. */
  ended: { seconds: 0, sharedSeconds: 10 },
  askAgain: { seconds: null },
  liveMultivariant: { seconds: 2 },
  /** An answer to a blocking reload may be repeated: whoever asks again goes on from there. */
  blocked: { seconds: 6 },
} satisfies Record<string, Keeping>;

export function answerMultivariant(exchange: Exchange, session: OriginSession): void {
  const text = session.multivariant();
  if (text === null) return sendProblem(exchange, session.isLive ? nothingYet : nothingRecorded);
  sendPlaylist(exchange, smallBody(text), session.isLive ? keeping.liveMultivariant : keeping.ended);
}

/** For staff: an ended session with what is withheld in it. `name` null: the multivariant playlist. */
export function answerWhole(exchange: Exchange, session: OriginSession, name: string | null): void {
  const apart = { ...exchange, shared: false };
  const multivariant = name === null ? session.multivariant() : null;
  if (multivariant !== null) {
    return sendPlaylist(
      apart,
      smallBody(multivariant.replaceAll(/\b(v\d+|audio(?:-low)?)\.m3u8/g, 'whole-$1.m3u8')),
      keeping.askAgain,
    );
  }
  const rendition = name === null ? null : (session.rendition(name)?.rendition ?? null);
  if (rendition === null || !rendition.hasRecording) return sendProblem(exchange, nothingRecorded);
  sendPlaylist(apart, rendition.wholeBody(), keeping.askAgain);
}

export function answerPlaylist(exchange: Exchange, session: OriginSession, name: string, query: string): void {
  const waited = session.rendition(name);
  if (waited === null) return sendProblem(exchange, session.isLive ? nothingYet : nothingRecorded);
  if (session.isLive) return answerLive(exchange, session, waited, query);
  answerEnded(exchange, waited.rendition, query);
}

/** Who asks for a number has watched live and gets the playlist that he knows; anybody else gets the archive. */
function answerEnded(exchange: Exchange, rendition: Rendition, query: string): void {
  const directives = parseDirectives(query);
  const hasWatched = typeof directives !== 'string' && directives.msn !== null;
  if (hasWatched) return sendPlaylist(exchange, rendition.farewell(), keeping.ended);
  if (!rendition.hasRecording) return sendProblem(exchange, nothingRecorded);
  sendPlaylist(exchange, rendition.body(false), keeping.ended);
}

/**
 * The draft's advance part limit (400 for a part more than three ahead) is left out: hls.js asks up to five parts ahead
 * when it takes its playlist for old; such a request waits like any other.
 */
function answerLive(exchange: Exchange, session: OriginSession, { rendition, line }: WaitedRendition, query: string) {
  const directives = parseDirectives(query);
  if (typeof directives === 'string') return sendProblem(exchange, badDirective(directives));
  const { msn, part, skip } = directives;
  if (msn === null) return sendPlaylist(exchange, rendition.body(skip), keeping.askAgain);
  if (rendition.isTooFarAhead(msn)) {
    return sendProblem(exchange, badDirective('_HLS_msn is more than two ahead of the last segment'));
  }
  const answer = (outcome: WaitOutcome): void => {
    if (outcome !== 'ready') return sendProblem(exchange, outcome === 'late' ? nothingNew : stopping);
    if (session.isLive) sendPlaylist(exchange, rendition.body(skip), keeping.blocked);
    else sendPlaylist(exchange, rendition.farewell(), keeping.ended);
  };
  if (rendition.has(msn, part)) return answer('ready');
  line.wait({ msn, part }, answer);
}
