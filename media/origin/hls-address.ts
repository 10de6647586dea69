// Reads request targets below /hls/. Strict: what does not match letter by letter does not exist, so no path can be climbed.

export type HlsAddress =
  | { readonly kind: 'multivariant'; readonly sessionId: string }
  | { readonly kind: 'playlist'; readonly sessionId: string; readonly rendition: string; readonly query: string }
  /** The archive with what is withheld, for staff; `rendition` null: its multivariant playlist. */
  | { readonly kind: 'whole'; readonly sessionId: string; readonly rendition: string | null }
  | { readonly kind: 'download'; readonly sessionId: string }
  | RungAddress;

/** Something of one rung of one take. */
export interface RungAddress {
  readonly kind: 'init' | 'segment' | 'part';
  readonly sessionId: string;
  readonly takeId: string;
  readonly rung: string;
  /** 0 for `init`. */
  readonly segment: number;
  /** 0 unless `part`. */
  readonly part: number;
}

/** Blocking reload and delta updates (RFC 8216bis 6.2.5). */
export interface DeliveryDirectives {
  readonly msn: number | null;
  readonly part: number | null;
  readonly skip: boolean;
}

export const hlsPrefix = '/hls/';

const id = '[A-Za-z0-9_-]{1,64}';
const sessionFile = new RegExp(`^/hls/(${id})/(master\\.m3u8|session\\.mp4|(v\\d{1,2}|audio(?:-low)?)\\.m3u8)$`);
const wholeFile = new RegExp(`^/hls/(${id})/whole(?:-(v\\d{1,2}|audio(?:-low)?))?\\.m3u8$`);
const rungFile = new RegExp(`^/hls/(${id})/(${id})/(${id})/(?:init\\.mp4|(\\d{1,8})(?:\\.(\\d{1,4}))?\\.m4s)$`);

/** Null when nothing can be there. */
export function parseHlsAddress(target: string): HlsAddress | null {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  // An address of a playlist would be read three times over before it is none of a rung.
  const ofRung = path.endsWith('.m3u8') ? null : rungFile.exec(path);
  if (ofRung !== null) return rungAddress(ofRung);
  const [, sessionId, file, rendition] = sessionFile.exec(path) ?? [];
  if (sessionId === undefined) return wholeAddress(path);
  if (rendition !== undefined) {
    return { kind: 'playlist', sessionId, rendition, query: mark < 0 ? '' : target.slice(mark + 1) };
  }
  return { kind: file === 'session.mp4' ? 'download' : 'multivariant', sessionId };
}

/** Addresses that are remembered: every viewer of a session asks for the same few, within seconds. */
const rememberedAddresses = 1024;
/** Longer ones are read each time, so that nobody fills the memory. */
const longestRemembered = 256;

/** {@link parseHlsAddress} that knows what it has read lately: of what is ours in an answer, reading is the largest part. */
export function createAddressReader(): typeof parseHlsAddress {
  const known = new Map<string, HlsAddress>();
  return (target) => {
    const before = known.get(target);
    if (before !== undefined) return before;
    const address = parseHlsAddress(target);
    if (address === null || target.length > longestRemembered) return address;
    if (known.size >= rememberedAddresses) known.clear();
    known.set(target, address);
    return address;
  };
}

function wholeAddress(path: string): HlsAddress | null {
  const [, sessionId, rendition] = wholeFile.exec(path) ?? [];
  return sessionId === undefined ? null : { kind: 'whole', sessionId, rendition: rendition ?? null };
}

function rungAddress(match: RegExpExecArray): RungAddress | null {
  const [, sessionId, takeId, rung, segment, part] = match;
  if (sessionId === undefined || takeId === undefined || rung === undefined) return null;
  const kind = segment === undefined ? 'init' : part === undefined ? 'segment' : 'part';
  return { kind, sessionId, takeId, rung, segment: Number(segment ?? 0), part: Number(part ?? 0) };
}

/** Returns a sentence when the directives are malformed. Other arguments (a viewer's token) are not looked at. */
export function parseDirectives(query: string): DeliveryDirectives | string {
  if (!query.includes('_HLS_')) return { msn: null, part: null, skip: false };
  const given = new URLSearchParams(query);
  const msn = wholeNumber(given.get('_HLS_msn'));
  const part = wholeNumber(given.get('_HLS_part'));
  if (msn === 'malformed') return '_HLS_msn must be a whole number';
  if (part === 'malformed') return '_HLS_part must be a whole number';
  if (part !== null && msn === null) return '_HLS_part needs _HLS_msn';
  const skip = given.get('_HLS_skip');
  return { msn, part, skip: skip === 'YES' || skip === 'v2' };
}

function wholeNumber(text: string | null): number | null | 'malformed' {
  if (text === null) return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : 'malformed';
}
