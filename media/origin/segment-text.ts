// The lines of each segment of a session's playlists, written from what its track knows: nothing of a segment is kept for it.
// Must not know states, waiters or sizes.
import { archiveHeader, endLine, gapLine, partLine, segmentClosing, segmentOpening } from '../packager/playlist.ts';
import type { RungTrack, TrackPart } from './rung-track.ts';
import type { ClosedSegment } from './segment-table.ts';

/** The closed segments of one track that are in the playlist; their MSNs are `firstMsn` and on. */
export interface Stretch {
  readonly track: RungTrack;
  readonly firstMsn: number;
  count: number;
}

/** A closed segment in its place, made when it is written and then forgotten. */
export interface Entry {
  /** The track of the segment before; null when there is none. */
  readonly before: RungTrack | null;
  readonly track: RungTrack;
  readonly segment: ClosedSegment;
}

/** For whom a playlist is written. */
export type Reader = 'public' | 'staff';

/** A whole playlist to which nothing more comes: what is not on file is a gap. */
export function endedText(stretches: readonly Stretch[], reader: Reader): string {
  const texts: string[] = [];
  let longest = 0;
  for (const [position, stretch] of stretches.entries()) {
    for (let index = 0; index < stretch.count; index += 1) {
      const entry = entryOf(stretch, index, stretches[position - 1]);
      longest = Math.max(longest, entry.segment.durationSeconds);
      texts.push(segmentText(entry, { reader, isLost: entry.segment.isLost }));
    }
  }
  return archiveHeader(longest) + texts.join('') + endLine;
}

/** @throws RangeError when the stretches do not reach so far */
export function entryAt(stretches: readonly Stretch[], msn: number): Entry {
  const position = stretches.findLastIndex(({ firstMsn }) => firstMsn <= msn);
  const stretch = stretches[position];
  if (stretch === undefined) throw new RangeError(`there is no segment ${msn}`);
  return entryOf(stretch, msn - stretch.firstMsn, stretches[position - 1]);
}

function entryOf({ track }: Stretch, index: number, earlier: Stretch | undefined): Entry {
  return { before: index > 0 ? track : (earlier?.track ?? null), track, segment: track.closedAt(index) };
}

export interface SegmentTextOptions {
  readonly reader: Reader;
  /** A gap for everybody. */
  readonly isLost: boolean;
  /** The lines of its parts, while they are listed. */
  readonly parts?: string;
}

/** All lines of a closed segment. */
export function segmentText({ before, track, segment }: Entry, options: SegmentTextOptions): string {
  const { reader, isLost, parts = '' } = options;
  const standing = track.standingOf(segment.number);
  const isOpenTo = standing === 'public' || (standing === 'withheld' && reader === 'staff');
  const gap = isOpenTo && !isLost ? '' : gapLine;
  const closing = segmentClosing(uriOf(track, `${segment.number}.m4s`), segment.durationSeconds);
  return openingAfter(before, track, segment.atMs) + parts + gap + closing;
}

/** Neither on file nor in memory. */
export function isGone({ track, segment }: Entry): boolean {
  return segment.isLost && track.memoryOf(segment.number) === null;
}

/** The lines of its parts, unless they may not be had. */
export function listedParts({ track, segment }: Entry): string {
  if (track.standingOf(segment.number) !== 'public') return '';
  return partLines(track, segment.number, track.memoryOf(segment.number)?.parts ?? []);
}

/**
 * What stands before a segment that may still be open.
 * @param before the track of the segment before; null when there is none
 */
export function openingAfter(before: RungTrack | null, track: RungTrack, atMs: number): string {
  if (before === track) return segmentOpening({ atMs, takeBegins: null });
  return segmentOpening({ atMs, takeBegins: { initUri: uriOf(track, 'init.mp4'), discontinuity: before !== null } });
}

/** Of the parts of one segment, in order. */
export function partLines(track: RungTrack, segment: number, parts: readonly TrackPart[]): string {
  return parts
    .map(({ durationSeconds, independent }, index) =>
      partLine({ uri: uriOf(track, `${segment}.${index}.m4s`), durationSeconds, independent }),
    )
    .join('');
}

/** Address of a file of the track, relative to the playlist. */
export function uriOf(track: RungTrack, name: string): string {
  return `${track.file.takeId}/${track.file.rung}/${name}`;
}
