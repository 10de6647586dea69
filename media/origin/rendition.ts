// One media playlist of a session: the takes' segments in order, its states and the bodies shared by all who ask.
// Must not know sockets, nor how takes are recorded.
import { hintLine, hlsTiming, liveHeader, reportLine, skipLine, type RenditionReport } from '../packager/playlist.ts';
import { GrowingText, smallBody, wholeBody, type PlaylistBody } from './playlist-body.ts';
import type { RungTrack } from './rung-track.ts';
import {
  endedText,
  entryAt,
  isGone,
  listedParts,
  openingAfter,
  partLines,
  segmentText,
  uriOf,
  type Entry,
  type Reader,
  type Stretch,
} from './segment-text.ts';

/** Delta updates list two seconds of settled segments: of those, so many at the most, however short. */
const mostDeltaSettled = 16;

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
  readonly #stretches: Stretch[] = [];
  #count = 0;
  #settled = new GrowingText();
  #settledCount = 0;
  /** Texts of the last settled segments, as they will stay. */
  #lastSettled: string[] = [];
  #trackIndex = 0;
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
    this.#lastSettled = [];
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
    if (open !== null) return { msn: this.#count, part: open.segment.parts.length - 1 };
    const partCount = this.#count === 0 ? null : this.#entryAt(this.#count - 1).segment.partCount;
    return { msn: this.#count - 1, part: partCount === null ? null : partCount - 1 };
  }

  get report(): RenditionReport {
    const edge = this.edge;
    return { uri: this.uri, lastMsn: edge.msn, lastPart: edge.part };
  }

  /** Further ahead than anyone may wait for (RFC 8216bis 6.2.5.2): over two beyond the last whole segment. */
  isTooFarAhead(msn: number): boolean {
    return msn > this.#count + 1;
  }

  /** Does the playlist hold this segment, or this part of it? A part beyond a segment's last is part 0 of the next. */
  has(msn: number, part: number | null): boolean {
    const count = this.#count;
    const openParts = this.#open()?.segment.parts.length ?? 0;
    if (part === null || msn > count) return msn < count;
    if (msn === count) return part < openParts;
    const known = this.#entryAt(msn).segment.partCount;
    return known === null || part < known || msn + 1 < count || openParts > 0;
  }

  /** The playlist as it stands; `skip` asks for a delta update. */
  body(skip: boolean): PlaylistBody {
    if (this.#ended) return (this.#full ??= wholeBody(this.#archiveText()));
    const skipped = skip ? this.#firstWithin(hlsTiming.skipBoundarySeconds) : 0;
    if (skipped > 0) return (this.#delta ??= smallBody(this.#deltaText(skipped)));
    this.#full ??= this.#settled.bodyWith(this.#tail());
    return this.#full;
  }

  /** Was anything recorded? Slates are none. */
  get hasRecording(): boolean {
    return this.#stretches.some(({ track }) => !track.isSlate);
  }

  /** The last state for those who have watched live: ENDLIST, with the numbers that they know (slates counted). */
  farewell(): PlaylistBody {
    return (this.#farewell ??= wholeBody(endedText(this.#stretches, 'public')));
  }

  /** For staff: what is withheld is played too. */
  wholeBody(): PlaylistBody {
    return wholeBody(this.#archiveText('staff'));
  }

  /** What is settled never changes again: from here on a segment that is not on disk is a gap. */
  #settle(): void {
    const settled = this.#firstWithin(hlsTiming.settledSeconds);
    for (; this.#settledCount < settled; this.#settledCount += 1) {
      const entry = this.#entryAt(this.#settledCount);
      const text = segmentText(entry, { reader: 'public', isLost: entry.segment.isLost });
      this.#settled.append(text);
      this.#lastSettled.push(text);
      if (this.#lastSettled.length > mostDeltaSettled) this.#lastSettled.shift();
    }
  }

  #track(): RungTrack | undefined {
    return this.#tracks[this.#trackIndex];
  }

  #nextTrack(track: RungTrack): RungTrack | undefined {
    if (!track.finished || this.#trackIndex + 1 >= this.#tracks.length) return undefined;
    this.#trackIndex += 1;
    return this.#track();
  }

  #takeClosed(track: RungTrack): void {
    if (track.closedCount === 0) return;
    let stretch = this.#stretches.at(-1);
    if (stretch?.track !== track) {
      stretch = { track, firstMsn: this.#count, count: 0 };
      this.#stretches.push(stretch);
    }
    stretch.count = track.closedCount;
    this.#count = stretch.firstMsn + stretch.count;
  }

  /** @param msn below the count of closed segments */
  #entryAt(msn: number): Entry {
    return entryAt(this.#stretches, msn);
  }

  #open(): { track: RungTrack; segment: NonNullable<RungTrack['open']> } | null {
    const track = this.#track();
    if (track === undefined || track.open === null || this.#ended) return null;
    return { track, segment: track.open };
  }

  /** Index of the first closed segment of which some lies within `seconds` of the playlist's end. */
  #firstWithin(seconds: number): number {
    let behind = this.#open()?.segment.parts.reduce((sum, part) => sum + part.durationSeconds, 0) ?? 0;
    let index = this.#count;
    while (index > 0 && behind < seconds) {
      index -= 1;
      behind += this.#entryAt(index).segment.durationSeconds;
    }
    return index;
  }

  /** What was recorded; without the slates its takes follow each other anew. */
  #archiveText(reader: Reader = 'public'): string {
    return endedText(
      this.#stretches.filter(({ track }) => !track.isSlate),
      reader,
    );
  }

  #deltaText(skipped: number): string {
    const first = this.#settledCount - this.#lastSettled.length;
    const settled = this.#lastSettled.slice(Math.max(0, skipped - first));
    return [liveHeader(), skipLine(this.#settledCount - settled.length), ...settled, this.#tail()].join('');
  }

  /** Everything that is not settled, with parts, hint and reports. */
  #tail(): string {
    const partsFrom = this.#firstWithin(hlsTiming.partsListedSeconds);
    const closed: string[] = [];
    for (let msn = this.#settledCount; msn < this.#count; msn += 1) {
      const entry = this.#entryAt(msn);
      const parts = msn < partsFrom ? '' : listedParts(entry);
      closed.push(segmentText(entry, { reader: 'public', isLost: isGone(entry), parts }));
    }
    const reports = this.#reports().map(reportLine);
    return [...closed, this.#openText(), this.#hintText(), ...reports].join('');
  }

  #openText(): string {
    const open = this.#open();
    if (open === null) return '';
    const { track, segment } = open;
    const before = this.#stretches.at(-1)?.track ?? null;
    return openingAfter(before, track, segment.atMs) + partLines(track, segment.number, segment.parts);
  }

  #hintText(): string {
    const track = this.#track();
    const next = track?.nextPart ?? null;
    return track === undefined || next === null ? '' : hintLine(uriOf(track, `${next.segment}.${next.part}.m4s`));
  }
}
