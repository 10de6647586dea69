// One media playlist of a session: the takes' segments in order, its states and the bodies shared by all who ask.
// Must not know sockets, nor how takes are recorded.
import {
  archiveHeader,
  endLine,
  gapLine,
  hintLine,
  hlsTiming,
  liveHeader,
  partLine,
  reportLine,
  segmentClosing,
  segmentOpening,
  skipLine,
  type RenditionReport,
} from '../packager/playlist.ts';
import { GrowingText, smallBody, wholeBody, type PlaylistBody } from './playlist-body.ts';
import type { ClosedSegment, RungTrack, TrackPart } from './rung-track.ts';

/** A closed segment in its place; its MSN is its index. */
interface Entry {
  readonly opening: string;
  readonly closing: string;
  readonly track: RungTrack;
  readonly segment: ClosedSegment;
  /** Known not to be on disk when nothing of it could change any more. */
  isGap: boolean;
}

/** Where the playlist ends: `msn` counts an open segment too. */
export interface LiveEdge {
  readonly msn: number;
  readonly part: number | null;
}

export class Rendition {
  /** `v0`, `v1` … or `audio`. */
  readonly name: string;
  readonly #reports: () => readonly RenditionReport[];
  readonly #tracks: RungTrack[] = [];
  readonly #entries: Entry[] = [];
  #settled = new GrowingText();
  #settledCount = 0;
  #trackIndex = 0;
  #takenFromTrack = 0;
  #ended = false;
  #full: PlaylistBody | null = null;
  #farewell: PlaylistBody | null = null;
  #delta: PlaylistBody | null = null;

  /** `reports` tells where the other renditions stand. */
  constructor(name: string, reports: () => readonly RenditionReport[]) {
    this.name = name;
    this.#reports = reports;
    this.#settled.append(liveHeader());
  }

  get uri(): string {
    return `${this.name}.m3u8`;
  }

  get tracks(): readonly RungTrack[] {
    return this.#tracks;
  }

  addTrack(track: RungTrack): void {
    this.#tracks.push(track);
    this.refresh();
  }

  /** Takes over what the tracks have got since, and forgets the bodies of the state before. */
  refresh(): void {
    for (let track = this.#track(); track !== undefined; track = this.#nextTrack(track)) this.#takeClosed(track);
    if (!this.#ended) this.#settle();
    this.#full = null;
    this.#farewell = null;
    this.#delta = null;
  }

  /** Segments were withheld, or are public again: every line is written anew. */
  restate(): void {
    this.#settled = new GrowingText();
    this.#settled.append(liveHeader());
    this.#settledCount = 0;
    this.refresh();
  }

  /** ENDLIST from now on. */
  end(): void {
    this.#ended = true;
    this.refresh();
  }

  /** A session that ended was opened again. */
  reopen(): void {
    this.#ended = false;
    this.refresh();
  }

  get edge(): LiveEdge {
    const open = this.#open();
    if (open !== null) return { msn: this.#entries.length, part: open.segment.parts.length - 1 };
    const partCount = this.#entries.at(-1)?.segment.partCount ?? null;
    return { msn: this.#entries.length - 1, part: partCount === null ? null : partCount - 1 };
  }

  get report(): RenditionReport {
    const edge = this.edge;
    return { uri: this.uri, lastMsn: edge.msn, lastPart: edge.part };
  }

  /** Further ahead than anyone may wait for (RFC 8216bis 6.2.5.2): over two beyond the last whole segment. */
  isTooFarAhead(msn: number): boolean {
    return msn > this.#entries.length + 1;
  }

  /** Does the playlist hold this segment, or this part of it? A part beyond a segment's last is part 0 of the next. */
  has(msn: number, part: number | null): boolean {
    const count = this.#entries.length;
    const openParts = this.#open()?.segment.parts.length ?? 0;
    if (part === null || msn > count) return msn < count;
    if (msn === count) return part < openParts;
    const known = this.#entries[msn]?.segment.partCount ?? null;
    return known === null || part < known || msn + 1 < count || openParts > 0;
  }

  /** The playlist as it stands; `skip` asks for a delta update. */
  body(skip: boolean): PlaylistBody {
    if (this.#ended) return (this.#full ??= wholeBody(this.#archiveText()));
    const skipped = skip ? this.#firstWithin(hlsTiming.skipBoundarySeconds) : 0;
    if (skipped > 0) return (this.#delta ??= smallBody(this.#deltaText(skipped)));
    this.#full ??= this.#settled.bodyWith(this.#tail(this.#settledCount));
    return this.#full;
  }

  /** Was anything recorded? Slates are none. */
  get hasRecording(): boolean {
    return this.#entries.some((entry) => !entry.track.isSlate);
  }

  /** The last state for those who have watched live: ENDLIST, with the numbers that they know (slates counted). */
  farewell(): PlaylistBody {
    return (this.#farewell ??= wholeBody(this.#endedText(this.#entries)));
  }

  /** For staff: what is withheld is played too. */
  wholeBody(): PlaylistBody {
    return wholeBody(this.#archiveText('staff'));
  }

  /** What is settled never changes again: from here on a segment that is not on disk is a gap. */
  #settle(): void {
    const settled = this.#firstWithin(hlsTiming.settledSeconds);
    for (; this.#settledCount < settled; this.#settledCount += 1) {
      const entry = this.#entries[this.#settledCount];
      if (entry !== undefined) entry.isGap = entry.segment.isLost;
      this.#settled.append(this.#wholeText(this.#settledCount));
    }
  }

  #track(): RungTrack | undefined {
    return this.#tracks[this.#trackIndex];
  }

  #nextTrack(track: RungTrack): RungTrack | undefined {
    if (!track.finished || this.#trackIndex + 1 >= this.#tracks.length) return undefined;
    this.#trackIndex += 1;
    this.#takenFromTrack = 0;
    return this.#track();
  }

  #takeClosed(track: RungTrack): void {
    for (; this.#takenFromTrack < track.closed.length; this.#takenFromTrack += 1) {
      const segment = track.closed[this.#takenFromTrack];
      if (segment === undefined) return;
      const opening = this.#opening(track, segment.atMs);
      const closing = segmentClosing(uriOf(track, `${segment.number}.m4s`), segment.durationSeconds);
      this.#entries.push({ opening, closing, track, segment, isGap: false });
    }
  }

  /** Of the segment that follows the last entry. */
  #opening(track: RungTrack, atMs: number): string {
    return openingAfter(this.#entries.at(-1)?.track ?? null, track, atMs);
  }

  #open(): { track: RungTrack; segment: NonNullable<RungTrack['open']> } | null {
    const track = this.#track();
    if (track === undefined || track.open === null || this.#ended) return null;
    return { track, segment: track.open };
  }

  /** Index of the first closed segment of which some lies within `seconds` of the playlist's end. */
  #firstWithin(seconds: number): number {
    let behind = this.#open()?.segment.parts.reduce((sum, part) => sum + part.durationSeconds, 0) ?? 0;
    let index = this.#entries.length;
    while (index > 0 && behind < seconds) {
      index -= 1;
      behind += this.#entries[index]?.segment.durationSeconds ?? 0;
    }
    return index;
  }

  #wholeText(index: number): string {
    const entry = this.#entries[index];
    return entry === undefined ? '' : segmentText(entry, 'public');
  }

  /** What was recorded; without the slates its takes follow each other anew. */
  #archiveText(reader: Reader = 'public'): string {
    const recorded = this.#entries.filter((entry) => !entry.track.isSlate);
    if (recorded.length === this.#entries.length) return this.#endedText(recorded, reader);
    return this.#endedText(
      recorded.map((entry, index) => ({
        ...entry,
        opening: openingAfter(recorded[index - 1]?.track ?? null, entry.track, entry.segment.atMs),
      })),
      reader,
    );
  }

  #endedText(entries: readonly Entry[], reader: Reader = 'public'): string {
    const longest = entries.reduce((most, entry) => Math.max(most, entry.segment.durationSeconds), 0);
    const texts = entries.map((entry) => segmentText(entry.segment.isLost ? { ...entry, isGap: true } : entry, reader));
    return archiveHeader(longest) + texts.join('') + endLine;
  }

  #deltaText(skipped: number): string {
    let text = liveHeader() + skipLine(skipped);
    for (let index = skipped; index < this.#settledCount; index += 1) text += this.#wholeText(index);
    return text + this.#tail(Math.max(skipped, this.#settledCount));
  }

  /** Everything from closed segment `from` on, with parts, hint and reports. */
  #tail(from: number): string {
    const partsFrom = this.#firstWithin(hlsTiming.partsListedSeconds);
    const closed = this.#entries
      .slice(from)
      .map(
        ({ opening, ...entry }, index) =>
          opening +
          (from + index < partsFrom ? '' : listedParts(entry)) +
          segmentText({ ...entry, opening: '' }, 'public'),
      );
    const reports = this.#reports().map(reportLine);
    return [...closed, this.#openText(), this.#hintText(), ...reports].join('');
  }

  #openText(): string {
    const open = this.#open();
    if (open === null) return '';
    const { track, segment } = open;
    return this.#opening(track, segment.atMs) + partLines(track, segment.number, segment.parts);
  }

  #hintText(): string {
    const track = this.#track();
    const next = track?.nextPart ?? null;
    return track === undefined || next === null ? '' : hintLine(uriOf(track, `${next.segment}.${next.part}.m4s`));
  }
}

/** For whom a playlist is written. */
type Reader = 'public' | 'staff';

function segmentText({ opening, closing, track, segment, isGap }: Entry, reader: Reader): string {
  const standing = track.standingOf(segment.number);
  const isOpenTo = standing === 'public' || (standing === 'withheld' && reader === 'staff');
  return opening + (isOpenTo && !isGap ? '' : gapLine) + closing;
}

function listedParts({ track, segment }: Omit<Entry, 'opening'>): string {
  if (track.standingOf(segment.number) !== 'public') return '';
  return partLines(track, segment.number, segment.memory?.parts ?? []);
}

/** `before` is the track of the segment before; null when there is none. */
function openingAfter(before: RungTrack | null, track: RungTrack, atMs: number): string {
  const takeBegins = { initUri: uriOf(track, 'init.mp4'), discontinuity: before !== null };
  return segmentOpening({ atMs, takeBegins: before === track ? null : takeBegins });
}

function partLines(track: RungTrack, segment: number, parts: readonly TrackPart[]): string {
  return parts
    .map(({ durationSeconds, independent }, index) =>
      partLine({ uri: uriOf(track, `${segment}.${index}.m4s`), durationSeconds, independent }),
    )
    .join('');
}

function uriOf(track: RungTrack, name: string): string {
  return `${track.file.takeId}/${track.file.rung}/${name}`;
}
