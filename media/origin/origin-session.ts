// One session as players see it: its takes in order, its renditions, and who waits for what comes next.
// Must not know HTTP, nor where bytes are kept.
import { multivariantPlaylist, type Offer } from '../packager/multivariant-playlist.ts';
import type { RungSink } from '../packager/part.ts';
import type { TakeRecord, TakeRung } from '../takes/take-record.ts';
import type { WithheldPiece } from '../takes/withheld-piece.ts';
import { evenEnds } from './even-ends.ts';
import { lastRecordingOf, type ShownTake } from './last-recording.ts';
import { moveLiveWindow } from './live-window.ts';
import { placeSegments } from './recorded-spans.ts';
import { Rendition } from './rendition.ts';
import {
  audioName,
  hasEveryKind,
  isPlayed,
  isSound,
  lowAudioName,
  nameOf,
  trackFor,
  variantOf,
} from './rung-choice.ts';
import { RungTrack } from './rung-track.ts';
import { offerOf } from './stream-offer.ts';
import { WaitingLine, type WaitingLineOptions, type WaitOutcome } from './waiting-line.ts';

/** A take as it is played; a slate stands in the live playlist where nothing was recorded, and in no archive. */
export interface PlayedTake extends TakeRecord {
  readonly isSlate?: boolean;
}

export interface NewTake {
  readonly takeId: string;
  /** Instant (ms since the epoch) at which its first picture arrived. */
  readonly startedAtMs: number;
  readonly rungs: readonly TakeRung[];
  readonly isSlate?: boolean;
  /** A recorder says what becomes of each segment. */
  readonly isRecorded?: boolean;
}

interface Take {
  readonly takeId: string;
  /** By rung name; only what is played. */
  readonly tracks: ReadonlyMap<string, RungTrack>;
}

interface PlaylistWish {
  readonly msn: number;
  readonly part: number | null;
}

interface PartWish {
  readonly track: RungTrack;
  readonly segment: number;
  readonly part: number;
}

/** A media playlist and the players that wait for its next state. */
export interface WaitedRendition {
  readonly rendition: Rendition;
  readonly line: WaitingLine<PlaylistWish>;
}

const deafSink: RungSink = { init: () => undefined, part: () => undefined, segmentEnd: () => undefined };

export class OriginSession {
  readonly id: string;
  readonly #waiting: WaitingLineOptions;
  readonly #renditions = new Map<string, WaitedRendition>();
  readonly #parts: WaitingLine<PartWish>;
  readonly #takes = new Map<string, Take>();
  /** In order; a take is shown when its rungs have something to play, so that all renditions agree on discontinuities. */
  readonly #shown: Take[] = [];
  #hidden: Take[] = [];
  #inLiveWindowFrom = 0;
  #live = false;
  #publishing = false;
  #multivariant: string | null = null;
  #withholdings = 0;
  readonly #changed = new Set<RungTrack>();

  /** An ended session of these takes; {@link reopen} makes it live. */
  constructor(id: string, takes: readonly PlayedTake[], waiting: WaitingLineOptions) {
    this.id = id;
    this.#waiting = waiting;
    this.#parts = new WaitingLine(waiting);
    for (const take of takes) {
      const segments = placeSegments(take.rungs);
      const played = take.rungs
        .filter(isPlayed)
        .map((rung) => RungTrack.fromRecord({ ...take, sessionId: id }, rung, segments.get(rung.name) ?? []));
      this.#add({ takeId: take.takeId, tracks: new Map(played.map((track) => [track.rung.name, track])) });
    }
    this.#showReady();
  }

  get isLive(): boolean {
    return this.#live;
  }

  /** Of what was recorded, in order. */
  get takeIds(): readonly string[] {
    return this.#shown.filter((take) => !isSlate(take)).map((take) => take.takeId);
  }

  /** The last one behind which a slate stands; null when nothing was recorded. */
  get lastRecording(): ShownTake | null {
    return lastRecordingOf([...this.#takes.values()]);
  }

  /** No recording goes on: whatever is added to the playlists now is a slate. */
  get isDark(): boolean {
    return [...this.#takes.values()].every(
      (take) => isSlate(take) || [...take.tracks.values()].every((track) => track.finished),
    );
  }

  /** Grows with every change of what is withheld. */
  get withholdings(): number {
    return this.#withholdings;
  }

  /** These segments, and no others, are out of public view from now on. */
  withhold(pieces: readonly WithheldPiece[]): void {
    this.#withholdings += 1;
    for (const { tracks } of this.#takes.values()) for (const track of tracks.values()) track.withhold(pieces);
    for (const { rendition } of this.#renditions.values()) rendition.restate();
  }

  /** Players will see no more of it than there is. */
  isTakeOver(takeId: string): boolean {
    return [...(this.#takes.get(takeId)?.tracks.values() ?? [])].every((track) => track.finished);
  }

  reopen(): void {
    if (this.#live) return;
    this.#live = true;
    for (const { rendition } of this.#renditions.values()) rendition.reopen();
  }

  beginTake(take: NewTake): ReadonlyMap<string, RungSink> {
    if (this.#takes.has(take.takeId)) throw new Error(`take ${take.takeId} has begun already`);
    for (const earlier of this.#takes.keys()) this.finishTake(earlier);
    const { takeId, isSlate = false, isRecorded = false } = take;
    const file = { sessionId: this.id, takeId, isSlate, isRecorded };
    const tracks = new Map<string, RungTrack>();
    for (const rung of take.rungs.filter(isPlayed)) {
      const track: RungTrack = new RungTrack(file, rung, () => this.#noteChange(track));
      tracks.set(rung.name, track);
    }
    this.#add({ takeId: take.takeId, tracks });
    return new Map(take.rungs.map(({ name }) => [name, tracks.get(name) ?? deafSink]));
  }

  finishTake(takeId: string): void {
    for (const track of this.#takes.get(takeId)?.tracks.values() ?? []) track.finish();
  }

  /** The recorder has said all that it will say. */
  sealed(takeId: string): void {
    for (const track of this.#takes.get(takeId)?.tracks.values() ?? []) track.sealed();
  }

  /** ENDLIST; everyone who waits is answered. */
  end(): void {
    for (const takeId of this.#takes.keys()) this.finishTake(takeId);
    this.#publish();
    this.#live = false;
    this.#hidden = [];
    for (const { rendition } of this.#renditions.values()) rendition.end();
    this.#answerAll('ready');
  }

  /** The server stops: nobody is left waiting. */
  dismiss(): void {
    this.#answerAll('gone');
  }

  rendition(name: string): WaitedRendition | null {
    return this.#renditions.get(name) ?? null;
  }

  track(takeId: string, rung: string): RungTrack | null {
    return this.#takes.get(takeId)?.tracks.get(rung) ?? null;
  }

  /** Answers when the part exists, or never will. */
  waitForPart(wish: PartWish, answer: (outcome: WaitOutcome) => void): void {
    this.#parts.wait(wish, answer);
  }

  /** Null while there is nothing to play. */
  multivariant(): string | null {
    if (this.#renditions.size === 0 || (!this.#live && this.takeIds.length === 0)) return null;
    this.#multivariant ??= multivariantPlaylist({
      pictures: this.#offeredPictures()
        .map((name) => this.#offer(name))
        .filter((offer) => offer !== null),
      sound: this.#offer(audioName),
      lowSound: this.#offer(lowAudioName),
    });
    return this.#multivariant;
  }

  #offer(name: string): Offer | null {
    const waited = this.#renditions.get(name);
    return waited === undefined ? null : offerOf(waited.rendition);
  }

  /** While live only what the last recording has: a rung that was dropped since is no choice of its own any more. */
  #offeredPictures(): string[] {
    const names = this.#pictureNames();
    const last = this.#shown.findLast((take) => !isSlate(take)) ?? this.#shown.at(-1);
    if (!this.#live || last === undefined) return names;
    const tracks = names.map((name) => trackFor([...last.tracks.values()], name));
    return names.filter((_, index) => tracks.indexOf(tracks[index] ?? null) === index);
  }

  #pictureNames(): string[] {
    const names = [...this.#renditions.keys()].filter((name) => !isSound(name));
    return names.sort((one, other) => variantOf(one) - variantOf(other));
  }

  #add(take: Take): void {
    this.#takes.set(take.takeId, take);
    this.#hidden.push(take);
  }

  /** The packager reports a part and its segment's end in one go: both become one state. */
  #noteChange(track: RungTrack): void {
    this.#changed.add(track);
    if (this.#publishing) return;
    this.#publishing = true;
    queueMicrotask(() => this.#publish());
  }

  #publish(): void {
    this.#publishing = false;
    this.#multivariant = null;
    this.#showReady();
    for (const { rendition } of this.#renditions.values()) {
      if (rendition.tracks.some((track) => this.#changed.has(track))) rendition.refresh();
    }
    this.#changed.clear();
    this.#inLiveWindowFrom = moveLiveWindow(this.#shown, this.#inLiveWindowFrom);
    this.#parts.settle(partOutcome);
    for (const { rendition, line } of this.#renditions.values()) {
      line.settle(({ msn, part }) => (rendition.has(msn, part) ? 'ready' : 'wait'));
    }
  }

  #showReady(): void {
    for (let take = this.#hidden[0]; take !== undefined; take = this.#hidden[0]) {
      const tracks = [...take.tracks.values()];
      const ready = tracks.filter((track) => track.hasMedia);
      if (ready.length < tracks.length && !tracks.every((track) => track.finished)) return;
      this.#hidden.shift();
      if (hasEveryKind(ready, tracks))
        this.#show({ ...take, tracks: new Map(ready.map((track) => [track.rung.name, track])) });
    }
  }

  #show(take: Take): void {
    const before = this.#shown.at(-1);
    if (before !== undefined) evenEnds([...before.tracks.values()]);
    this.#shown.push(take);
    for (const track of take.tracks.values()) this.#ensureRendition(nameOf(track.rung));
    for (const [name, { rendition }] of this.#renditions) addTrackOf(take, name, rendition);
  }

  #ensureRendition(name: string): void {
    if (this.#renditions.has(name)) return;
    const others = () => [...this.#renditions.values()].filter((waited) => waited.rendition.name !== name);
    const rendition = new Rendition(name, () => others().map((waited) => waited.rendition.report));
    if (!this.#live) rendition.end();
    for (const earlier of this.#shown.slice(0, -1)) addTrackOf(earlier, name, rendition);
    this.#renditions.set(name, { rendition, line: new WaitingLine(this.#waiting) });
  }

  #answerAll(outcome: WaitOutcome): void {
    this.#parts.settle((wish) => (partOutcome(wish) === 'ready' ? 'ready' : 'gone'));
    for (const { line } of this.#renditions.values()) line.settle(() => outcome);
  }
}

function partOutcome({ track, segment, part }: PartWish): WaitOutcome | 'wait' {
  if (track.partBytes(segment, part) !== null) return 'ready';
  const next = track.nextPart;
  return next !== null && (next.segment < segment || (next.segment === segment && next.part <= part)) ? 'wait' : 'gone';
}

function isSlate(take: Take): boolean {
  return [...take.tracks.values()].some((track) => track.isSlate);
}

function addTrackOf(take: Take, name: string, rendition: Rendition): void {
  const track = trackFor([...take.tracks.values()], name);
  if (track !== null) rendition.addTrack(track);
}
