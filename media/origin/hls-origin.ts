// Answers everything below /hls/ for all sessions, live and archived, on plain node:http.
// Must not know who may see what (it asks `authorize`) nor where recordings lie (it asks `readRange`, `loadSession`).
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MediaLog } from '../media-log.ts';
import type { RungSink } from '../packager/part.ts';
import type { WithheldPiece } from '../takes/withheld-piece.ts';
import type { BytePlace } from '../takes/take-record.ts';
import { answerMedia, type MediaDesk, type ReadRange } from './answer-media.ts';
import { answerMultivariant, answerPlaylist, answerWhole, waitLimitMs } from './answer-playlist.ts';
import { answerDownload } from './answer-download.ts';
import { createAddressReader, hlsPrefix, type HlsAddress, type RungAddress } from './hls-address.ts';
import type { ShownTake } from './last-recording.ts';
import type { NewTake, OriginSession, PlayedTake } from './origin-session.ts';
import * as problems from './problems.ts';
import type { RungFile } from './rung-track.ts';
import { sendPreflight, sendProblem, type Exchange } from './respond.ts';
import { SessionShelf } from './session-shelf.ts';
import type { Schedule } from './waiting-line.ts';

/** May this request be answered? `shared` false: caches used by several people must not keep the answer. */
export type Verdict =
  | { readonly kind: 'allow'; readonly shared: boolean }
  | { readonly kind: 'withheld'; readonly reason: string }
  | { readonly kind: 'not-found' };

/** Knows what is withheld, and from whom. */
export interface WithheldDoor {
  pieces(sessionId: string): Promise<readonly WithheldPiece[]>;
  /** Asked only when something withheld is wanted. */
  isOpenFor(sessionId: string, request: IncomingMessage): Promise<boolean>;
}

export interface HlsOriginOptions {
  readonly monotonicMs: () => number;
  /** Bytes of a take's rung; rejects when they cannot be read. */
  readonly readRange: ReadRange;
  /** Sealed takes of an archived session, in order; null when there is no such session. */
  readonly loadSession: (sessionId: string) => Promise<readonly PlayedTake[] | null>;
  /** Asked for every request; an answer that is no promise is acted on at once. */
  readonly authorize: (sessionId: string, request: IncomingMessage) => Verdict | Promise<Verdict>;
  /** What of a session is out of public view, and whether this visitor may have it all the same; nothing and nobody unless told. */
  readonly withheld?: WithheldDoor;
  readonly log: Pick<MediaLog, 'error'>;
  /** For tests; setTimeout otherwise. */
  readonly schedule?: Schedule;
}

export interface HlsOrigin {
  /** Makes a session live; its earlier takes are loaded through `loadSession`. */
  openSession(sessionId: string): Promise<void>;
  /**
   * A take begins (and any take before it is finished); returns one sink per rung name.
   * @throws Error when the session is not live, or the take has begun before.
   */
  beginTake(sessionId: string, take: NewTake): ReadonlyMap<string, RungSink>;
  /** No more parts of this take; an unfinished segment is closed with the parts it has. */
  finishTake(sessionId: string, takeId: string): void;
  /** What became on disk of a segment of a take that is recorded; null: none of it is there, players find a gap. */
  noteRecorded(file: RungFile, number: number, place: BytePlace | null): void;
  /** The recorder of this take has said all that it will say. */
  noteSealed(sessionId: string, takeId: string): void;
  /** ENDLIST; all who wait are answered. */
  endSession(sessionId: string): void;
  isLive(sessionId: string): boolean;
  /** Has this take ended for players (another one, or a slate, follows it)? */
  isTakeOver(sessionId: string, takeId: string): boolean;
  /** No take goes on: whatever is added to the session's playlists now is a slate. */
  isDark(sessionId: string): boolean;
  /** The recording that came last, as far as players have it; null when there is none. */
  lastRecording(sessionId: string): ShownTake | null;
  /** Has a live session anything but slates? */
  hasRecording(sessionId: string): boolean;
  /** An archived session has changed on disk: read it anew at the next request. */
  forgetSession(sessionId: string): void;
  /** These segments of a session, and no others, are out of public view when this returns. */
  withhold(sessionId: string, pieces: readonly WithheldPiece[]): void;
  /** False when the path is not below /hls/. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Answers all who wait and takes no more requests. */
  stop(): void;
}

export function createHlsOrigin(options: HlsOriginOptions): HlsOrigin {
  const { monotonicMs, loadSession, withheld, schedule = scheduleTimeout } = options;
  const shelf = new SessionShelf({
    loadSession,
    loadWithheld: (sessionId) => withheld?.pieces(sessionId) ?? Promise.resolve([]),
    waiting: { monotonicMs, schedule, limitMs: waitLimitMs },
  });
  const counter: Counter = { options, shelf, readAddress: createAddressReader(), desk: mediaDesk(options) };
  let stopped = false;
  return {
    openSession: (sessionId) => shelf.open(sessionId),
    beginTake(sessionId, take) {
      const session = shelf.peek(sessionId);
      if (session === null || !session.isLive) throw new Error(`session ${sessionId} is not live`);
      return session.beginTake(take);
    },
    finishTake: (sessionId, takeId) => shelf.peek(sessionId)?.finishTake(takeId),
    noteRecorded: ({ sessionId, takeId, rung }, number, place) =>
      shelf.peek(sessionId)?.track(takeId, rung)?.recorded(number, place),
    noteSealed: (sessionId, takeId) => shelf.peek(sessionId)?.sealed(takeId),
    endSession: (sessionId) => shelf.end(sessionId),
    isLive: (sessionId) => shelf.peek(sessionId)?.isLive ?? false,
    lastRecording: (sessionId) => shelf.peek(sessionId)?.lastRecording ?? null,
    hasRecording: (sessionId) => (shelf.peek(sessionId)?.takeIds.length ?? 0) > 0,
    isTakeOver: (sessionId, takeId) => shelf.peek(sessionId)?.isTakeOver(takeId) ?? true,
    isDark: (sessionId) => shelf.peek(sessionId)?.isDark ?? true,
    forgetSession: (sessionId) => shelf.forget(sessionId),
    withhold: (sessionId, pieces) => shelf.withhold(sessionId, pieces),
    handle(request, response) {
      if (request.url?.startsWith(hlsPrefix) !== true) return false;
      if (stopped) sendProblem({ request, response }, problems.stopping);
      else answer(counter, request, response);
      return true;
    },
    stop() {
      stopped = true;
      shelf.dismissAll();
    },
  };
}

/** What every answer is made with. */
interface Counter {
  readonly options: HlsOriginOptions;
  readonly shelf: SessionShelf;
  readonly readAddress: (target: string) => HlsAddress | null;
  readonly desk: MediaDesk;
}

function answer(counter: Counter, request: IncomingMessage, response: ServerResponse): void {
  const { options, readAddress } = counter;
  if (request.method === 'OPTIONS') return sendPreflight(response);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendProblem({ request, response }, problems.onlyReading);
  const address = readAddress(request.url ?? '');
  if (address === null) return sendProblem({ request, response }, problems.noSuchAddress);
  const broke = (error: unknown): void => {
    options.log.error({ sessionId: address.sessionId, error }, 'a request for media failed');
    sendProblem({ request, response }, problems.somethingBroke);
  };
  try {
    const decided = whenKnown(options.authorize(address.sessionId, request), (verdict) => {
      if (verdict.kind === 'withheld') return sendProblem({ request, response }, problems.withheld(verdict.reason));
      if (verdict.kind === 'not-found') return sendProblem({ request, response }, problems.noSuchSession);
      return serve(counter, address, { request, response, shared: verdict.shared });
    });
    decided?.catch(broke);
  } catch (error) {
    broke(error);
  }
}

function serve(counter: Counter, address: HlsAddress, exchange: Exchange): void | Promise<void> {
  return whenKnown(counter.shelf.find(address.sessionId), (session) => {
    if (session === null) return sendProblem(exchange, problems.noSuchSession);
    return serveSession(counter, session, address, exchange);
  });
}

function serveSession(
  counter: Counter,
  session: OriginSession,
  address: HlsAddress,
  exchange: Exchange,
): void | Promise<void> {
  switch (address.kind) {
    case 'multivariant':
      return answerMultivariant(exchange, session);
    case 'playlist':
      return answerPlaylist(exchange, session, address.rendition, address.query);
    case 'whole':
      return ifOpen(counter, exchange, address.sessionId, () => answerWhole(exchange, session, address.rendition));
    case 'download':
      return answerDownload(exchange, session, counter.options.readRange);
    case 'init':
    case 'segment':
    case 'part':
      return answerRung(counter, session, address, exchange);
    default:
      return address satisfies never;
  }
}

/** What is withheld is there for staff alone, and no cache keeps it; what is destroyed is there for nobody. */
function answerRung(
  counter: Counter,
  session: OriginSession,
  address: RungAddress,
  exchange: Exchange,
): void | Promise<void> {
  const track = session.track(address.takeId, address.rung);
  const standing = track === null || address.kind === 'init' ? 'public' : track.standingOf(address.segment);
  if (standing === 'public') return answerMedia(exchange, session, address, counter.desk);
  if (standing === 'destroyed') return sendProblem(exchange, problems.pieceDestroyed);
  const unkept: Exchange = { ...exchange, shared: false, isKept: false };
  return ifOpen(counter, exchange, session.id, () => answerMedia(unkept, session, address, counter.desk));
}

async function ifOpen(
  { options: { withheld } }: Counter,
  exchange: Exchange,
  sessionId: string,
  answerStaff: () => void,
): Promise<void> {
  if ((await withheld?.isOpenFor(sessionId, exchange.request)) === true) answerStaff();
  else sendProblem(exchange, problems.pieceWithheld);
}

function mediaDesk({ readRange, log }: HlsOriginOptions): MediaDesk {
  return { readRange, failed: (file, error) => log.error({ ...file, error }, 'a recording could not be read') };
}

/** Goes on at once when there is nothing to wait for: most verdicts and sessions are known, and a tick costs time. */
function whenKnown<T extends object | null>(
  value: T | Promise<T>,
  next: (known: T) => void | Promise<void>,
): void | Promise<void> {
  return value !== null && 'then' in value ? value.then(next) : next(value);
}

const scheduleTimeout: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};
