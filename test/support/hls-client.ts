// A low-latency HLS player without a picture: blocking reloads and parts over keep-alive HTTP, for checks and load tests.
import { request as httpRequest, type Agent, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { nextPart, readPlaylist, type ReadPlaylist } from './hls-playlist.ts';

export interface Fetched {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly agent?: Agent;
  readonly signal?: AbortSignal;
}

/** One request; the path goes out exactly as given. Bodies are left as they came. */
export function fetchRaw(origin: string, path: string, options: FetchOptions = {}): Promise<Fetched> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The text of an answer, unzipped when need be. */
export function textOf({ headers, body }: Fetched): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}

export interface FollowOptions {
  /** E.g. `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** E.g. `/hls/s1/v0.m3u8`. */
  readonly path: string;
  readonly agent?: Agent;
  readonly signal?: AbortSignal;
  /** Fetch the parts too. */
  readonly parts?: boolean;
  readonly onPlaylist?: (text: string, url: string) => void;
  /** `uri` is relative to the playlist. */
  readonly onPart?: (uri: string, bytes: Buffer) => void;
}

export interface FollowResult {
  readonly reloads: number;
  readonly parts: number;
  /** Answers that were no 200, e.g. `503 /hls/…`. */
  readonly failures: readonly string[];
}

/** Reloads with blocking and delta updates until ENDLIST (or the signal); fetches each new part as it is listed. */
export async function followRendition(options: FollowOptions): Promise<FollowResult> {
  const result = { reloads: 0, parts: 0, failures: [] as string[] };
  const seen = new Set<string>();
  let query = '';
  while (options.signal?.aborted !== true) {
    const url = options.path + query;
    const answer = await get(options, url, { 'accept-encoding': 'gzip' });
    // Nothing new came within three target durations (RFC 8216bis 6.2.5.2): a player asks again, and so does this one.
    if (answer.status === 503 && query !== '') continue;
    if (answer.status !== 200) {
      result.failures.push(`${answer.status} ${url}`);
      if (answer.status !== 503) return result;
      query = '';
      continue;
    }
    const text = textOf(answer);
    options.onPlaylist?.(text, url);
    result.reloads += 1;
    const playlist = readPlaylist(text);
    if (options.parts === true) await fetchNewParts(options, playlist, seen, result);
    if (playlist.ended) return result;
    const next = nextPart(playlist);
    query = `?_HLS_msn=${next.msn}&_HLS_part=${next.part}&_HLS_skip=YES`;
  }
  return result;
}

async function fetchNewParts(
  options: FollowOptions,
  playlist: ReadPlaylist,
  seen: Set<string>,
  result: { parts: number; failures: string[] },
): Promise<void> {
  const folder = options.path.slice(0, options.path.lastIndexOf('/') + 1);
  const fresh = playlist.segments.flatMap((segment) => segment.parts).filter((part) => !seen.has(part.uri));
  for (const { uri } of fresh) {
    seen.add(uri);
    const answer = await get(options, folder + uri, {});
    if (answer.status === 200) options.onPart?.(uri, answer.body);
    else result.failures.push(`${answer.status} ${uri}`);
    result.parts += 1;
  }
}

function get(options: FollowOptions, path: string, headers: Record<string, string>): Promise<Fetched> {
  const { agent, signal } = options;
  return fetchRaw(options.origin, path, { headers, ...(agent && { agent }), ...(signal && { signal }) });
}
