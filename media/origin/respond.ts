// Writes one HTTP answer with the headers that everything below /hls/ carries. Knows nothing of sessions.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EncodedBody, PlaylistBody } from './playlist-body.ts';

/** A request that may be answered, and whether caches shared by several people may keep the answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly shared: boolean;
  /** False: no cache at all may keep it. */
  readonly isKept?: boolean;
}

/** RFC 9457. `retryAfterMs` also becomes Retry-After. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly reason?: string;
  readonly retryAfterMs?: number;
}

const everywhere = [
  'Access-Control-Allow-Origin',
  '*',
  'Cross-Origin-Resource-Policy',
  'cross-origin',
  'X-Content-Type-Options',
  'nosniff',
];
/** Of media no player reads more than the bytes, and every header is written for every viewer. */
const beyondMedia = [...everywhere, 'Access-Control-Expose-Headers', 'Age, Date, Retry-After, Content-Range'];

/** How long an answer may be kept. */
export interface Keeping {
  /** Null: keep it, but ask again each time. */
  readonly seconds: number | null;
  /** Caches that several people share, where it is another time. */
  readonly sharedSeconds?: number;
}

export function cacheHeader(shared: boolean, { seconds, sharedSeconds }: Keeping): string {
  if (seconds === null) return shared ? 'no-cache' : 'private, no-cache';
  if (!shared) return `private, max-age=${seconds}`;
  return `public, max-age=${seconds}${sharedSeconds === undefined ? '' : `, s-maxage=${sharedSeconds}`}`;
}

export function sendPlaylist(exchange: Exchange, body: PlaylistBody, keeping: Keeping): void {
  const head = [
    ...beyondMedia,
    'Content-Type',
    'application/vnd.apple.mpegurl',
    'Cache-Control',
    cacheHeader(exchange.shared, keeping),
    'Vary',
    'Accept-Encoding',
  ];
  if (!acceptsGzip(exchange.request)) return send(exchange, body.plain, head);
  const zipped = body.gzipped();
  const zippedHead = [...head, 'Content-Encoding', 'gzip'];
  if (!('then' in zipped)) return send(exchange, zipped, zippedHead);
  zipped.then(
    (encoded) => send(exchange, encoded, zippedHead),
    () => send(exchange, body.plain, head),
  );
}

/**
 * Initialisation, segments and parts: their names are never used twice, so no browser need ask again. Caches between
 * ask every ten minutes, so that a stretch that was withheld leaves them too.
 */
export function sendMedia(exchange: Exchange, bytes: Buffer, kind: 'video' | 'audio'): void {
  const heads = mediaHeads[kind];
  const head = exchange.isKept === false ? heads.unkept : exchange.shared ? heads.shared : heads.own;
  send(exchange, { buffers: [bytes], length: bytes.length }, head);
}

const mediaHeads = { video: mediaHeadsOf('video'), audio: mediaHeadsOf('audio') };

function mediaHeadsOf(kind: 'video' | 'audio') {
  const keeping: Keeping = { seconds: 31_536_000, sharedSeconds: 600 };
  const head = (cache: string): readonly string[] => {
    return [...everywhere, 'Content-Type', `${kind}/mp4`, 'Cache-Control', cache];
  };
  return {
    shared: head(`${cacheHeader(true, keeping)}, immutable`),
    own: head(`${cacheHeader(false, keeping)}, immutable`),
    unkept: head('private, no-store'),
  };
}

export function sendProblem({ request, response }: Omit<Exchange, 'shared'>, problem: Problem): void {
  const body = Buffer.from(JSON.stringify({ type: `/problems/${problem.code}`, ...problem }));
  const head = [...beyondMedia, 'Content-Type', 'application/problem+json', 'Cache-Control', 'no-store'];
  if (problem.retryAfterMs !== undefined) head.push('Retry-After', `${Math.ceil(problem.retryAfterMs / 1000)}`);
  if (problem.status === 405) head.push('Allow', 'GET, HEAD, OPTIONS');
  write(request, response, problem.status, { buffers: [body], length: body.length }, head);
}

/** Answers a browser that asks whether another site's page may fetch from here. */
export function sendPreflight(response: ServerResponse): void {
  response.writeHead(204, [
    ...beyondMedia,
    'Access-Control-Allow-Methods',
    'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers',
    'Range',
    'Access-Control-Max-Age',
    '86400',
    'Content-Length',
    '0',
  ]);
  response.end();
}

/** Status line and headers of an answer whose body is written elsewhere. */
export function startAnswer(response: ServerResponse, status: number, length: number, head: readonly string[]): void {
  response.writeHead(status, [...beyondMedia, ...head, 'Content-Length', `${length}`]);
}

function send(exchange: Exchange, body: EncodedBody, head: readonly string[]): void {
  write(exchange.request, exchange.response, 200, body, head);
}

/** `head`: all headers but the length. */
function write(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: EncodedBody,
  head: readonly string[],
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, [...head, 'Content-Length', `${body.length}`]);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const last = body.buffers.length - 1;
  for (let index = 0; index < last; index += 1) response.write(body.buffers[index]);
  response.end(body.buffers[last]);
}

function acceptsGzip(request: IncomingMessage): boolean {
  const accepted = request.headers['accept-encoding'];
  if (typeof accepted !== 'string') return false;
  return /\bgzip\b/.test(accepted) && !/\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)/.test(accepted);
}
