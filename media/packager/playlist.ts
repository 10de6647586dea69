// The lines of media playlists as pure text (RFC 8216bis). Knows durations and addresses, never requests or files.

/** The constants of every playlist; they never change while a session lives (RFC 8216bis 4.4.3.1, 4.4.3.7, 4.4.3.8). */
export const hlsTiming = {
  /** EXT-X-TARGETDURATION: segments last at most 2.49 s, which rounds to 2. */
  targetSeconds: 2,
  /** EXT-X-PART-INF: 0.333 s of picture and 15 or 16 AAC frames (0.320, 0.341 s) all lie between 85 % and 100 % of it. */
  partTargetSeconds: 0.35,
  /** Three parts, as the draft asks for; two would be the least. */
  partHoldBackSeconds: 1.05,
  /** Three target durations. */
  holdBackSeconds: 6,
  /** Six target durations: the least that CAN-SKIP-UNTIL may be. */
  skipBoundarySeconds: 12,
  /** Parts are listed for the last three target durations. */
  partsListedSeconds: 6,
  /** Older segments never change again; delta updates still list them, so that players hear of a gap. */
  settledSeconds: 10,
} as const;

/** EXT-X-SKIP asks for protocol version 9 (RFC 8216bis 8). */
const protocolVersion = 9;

export interface PlaylistPart {
  /** Relative to the playlist. */
  readonly uri: string;
  readonly durationSeconds: number;
  readonly independent: boolean;
}

/** What stands before the first part of a segment. */
export interface SegmentOpening {
  /** Instant at which its first picture arrived (ms since the epoch). */
  readonly atMs: number;
  /** Set on the first segment of a take. */
  readonly takeBegins: TakeBeginning | null;
}

export interface TakeBeginning {
  readonly initUri: string;
  /** False for the very first take of a session. */
  readonly discontinuity: boolean;
}

/** Where another rendition stands (EXT-X-RENDITION-REPORT). */
export interface RenditionReport {
  readonly uri: string;
  readonly lastMsn: number;
  /** Null when its last segment has no parts any more. */
  readonly lastPart: number | null;
}

/** The unchanging head of a live playlist; it never slides, so its numbers begin at 0. */
export function liveHeader(): string {
  const control = [
    'CAN-BLOCK-RELOAD=YES',
    `PART-HOLD-BACK=${hlsTiming.partHoldBackSeconds}`,
    `HOLD-BACK=${hlsTiming.holdBackSeconds.toFixed(1)}`,
    `CAN-SKIP-UNTIL=${hlsTiming.skipBoundarySeconds.toFixed(1)}`,
  ].join(',');
  return lines([
    ...commonHeader(hlsTiming.targetSeconds),
    `#EXT-X-SERVER-CONTROL:${control}`,
    `#EXT-X-PART-INF:PART-TARGET=${hlsTiming.partTargetSeconds}`,
    ...numbersFromZero,
  ]);
}

/** The head of an ended session's playlist. `longestSeconds` is its longest segment. */
export function archiveHeader(longestSeconds: number): string {
  const target = Math.max(hlsTiming.targetSeconds, Math.round(longestSeconds));
  return lines([...commonHeader(target), '#EXT-X-PLAYLIST-TYPE:VOD', ...numbersFromZero]);
}

export function segmentOpening(opening: SegmentOpening): string {
  const date = `#EXT-X-PROGRAM-DATE-TIME:${new Date(opening.atMs).toISOString()}\n`;
  return opening.takeBegins === null ? date : takeOpening(opening.takeBegins) + date;
}

function takeOpening({ initUri, discontinuity }: TakeBeginning): string {
  return lines([...(discontinuity ? ['#EXT-X-DISCONTINUITY'] : []), `#EXT-X-MAP:URI="${initUri}"`]);
}

export function partLine(part: PlaylistPart): string {
  const independent = part.independent ? ',INDEPENDENT=YES' : '';
  return `#EXT-X-PART:DURATION=${part.durationSeconds.toFixed(6)},URI="${part.uri}"${independent}\n`;
}

/** The lines that make a segment whole: duration and address. */
export function segmentClosing(uri: string, durationSeconds: number): string {
  return `#EXTINF:${durationSeconds.toFixed(6)},\n${uri}\n`;
}

/** Before the address of a segment that is not to be fetched: players go on after it (RFC 8216bis 4.4.4.7). */
export const gapLine = '#EXT-X-GAP\n';

/** Stands in a delta update for the `count` oldest segments and all their tags. */
export function skipLine(count: number): string {
  return `#EXT-X-SKIP:SKIPPED-SEGMENTS=${count}\n`;
}

export function hintLine(uri: string): string {
  return `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${uri}"\n`;
}

export function reportLine(report: RenditionReport): string {
  const part = report.lastPart === null ? '' : `,LAST-PART=${report.lastPart}`;
  return `#EXT-X-RENDITION-REPORT:URI="${report.uri}",LAST-MSN=${report.lastMsn}${part}\n`;
}

/** After this line a playlist never changes again. */
export const endLine = '#EXT-X-ENDLIST\n';

const numbersFromZero = ['#EXT-X-MEDIA-SEQUENCE:0', '#EXT-X-DISCONTINUITY-SEQUENCE:0'];

function commonHeader(targetSeconds: number): string[] {
  return ['#EXTM3U', `#EXT-X-VERSION:${protocolVersion}`, `#EXT-X-TARGETDURATION:${targetSeconds}`];
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
