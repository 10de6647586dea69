// Cuts texts into passages of about a hundred words, at cues and sentences, and keeps where each second is said. Pure.
import type { SpeechCue } from '../speeches.ts';
import type { TranscriptCue } from '../../server/domain/vtt.ts';
import type { Moment, UnitPassage } from './search-index.ts';

/** What one voice says without a pause: the passages of one hit. */
export interface SpokenRun {
  readonly speaker: string | null;
  readonly passages: readonly UnitPassage[];
}

/** A spoken (or written) text with what is known of its times. */
export interface TimedText {
  readonly text: string;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  readonly cues: readonly SpeechCue[];
}

/** Passages of about 100 words lose least and still give the second. */
const passageWords = 100;
const longestPieceWords = 60;
/** Captions are shorter than sentences: about 40 s make a passage. */
const passageSeconds = 40;
/** A run without an end (one voice for hours, or captions without names) is several hits, not one. */
const passagesPerRun = 6;

/** Cuts a speech or a document. Without times, seconds are null and there are no moments. */
export function cutText(timed: TimedText): UnitPassage[] {
  const clock = clockOf(timed);
  const groups = groupPieces(piecesOf(timed.text, timed.cues));
  return groups.map(({ start, end, starts }) => ({
    text: timed.text.slice(start, end).trim(),
    startSeconds: clock(start),
    page: null,
    moments: starts.flatMap((offset) => momentAt(clock, offset, start + leadingBlanks(timed.text.slice(start, end)))),
  }));
}

/** Joins captions to passages of about 40 s, and neighbouring passages of one speaker to runs of a few minutes. */
export function joinCues(cues: readonly TranscriptCue[]): SpokenRun[] {
  const runs: { speaker: string | null; passages: UnitPassage[] }[] = [];
  for (const group of groupCues(cues)) {
    const speaker = group[0]?.speaker ?? null;
    const open = runs.at(-1);
    if (open !== undefined && open.speaker === speaker && open.passages.length < passagesPerRun) {
      open.passages.push(joinGroup(group));
    } else {
      runs.push({ speaker, passages: [joinGroup(group)] });
    }
  }
  return runs;
}

function groupCues(cues: readonly TranscriptCue[]): TranscriptCue[][] {
  const groups: TranscriptCue[][] = [];
  for (const cue of cues) {
    const open = groups.at(-1);
    const first = open?.[0];
    const joins =
      first !== undefined && first.speaker === cue.speaker && cue.endSeconds - first.startSeconds <= passageSeconds;
    if (joins) open?.push(cue);
    else groups.push([cue]);
  }
  return groups;
}

function joinGroup(cues: readonly TranscriptCue[]): UnitPassage {
  let text = '';
  const moments: Moment[] = [];
  for (const cue of cues) {
    if (text !== '') text += ' ';
    moments.push([text.length, cue.startSeconds]);
    text += cue.text.replace(/\s+/gu, ' ').trim();
  }
  return { text, startSeconds: cues[0]?.startSeconds ?? null, page: null, moments };
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly words: number;
}

/** Sentences and cues; a sentence without end is cut between words. */
function piecesOf(text: string, cues: readonly SpeechCue[]): Piece[] {
  const cuts = new Set<number>([0]);
  for (const [offset] of cues) if (offset < text.length) cuts.add(offset);
  for (const match of text.matchAll(/[.!?…;:]["»”')\]]*\s+|\n+/gu)) cuts.add(match.index + match[0].length);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.flatMap((start, index) => splitLongPiece(text, start, sorted[index + 1] ?? text.length));
}

function splitLongPiece(text: string, start: number, end: number): Piece[] {
  const words = [...text.slice(start, end).matchAll(/\S+/gu)];
  if (words.length === 0) return [];
  const pieces: Piece[] = [];
  for (let first = 0; first < words.length; first += longestPieceWords) {
    const next = words[first + longestPieceWords];
    pieces.push({
      start: first === 0 ? start : start + (words[first]?.index ?? 0),
      end: next === undefined ? end : start + next.index,
      words: Math.min(longestPieceWords, words.length - first),
    });
  }
  return pieces;
}

function groupPieces(pieces: readonly Piece[]): { start: number; end: number; starts: number[] }[] {
  const groups: { start: number; end: number; starts: number[]; words: number }[] = [];
  for (const piece of pieces) {
    const open = groups.at(-1);
    const joins = open !== undefined && open.words + piece.words / 2 <= passageWords;
    if (joins) {
      open.end = piece.end;
      open.words += piece.words;
      open.starts.push(piece.start);
    } else {
      groups.push({ start: piece.start, end: piece.end, starts: [piece.start], words: piece.words });
    }
  }
  return groups;
}

type Clock = (offset: number) => number | null;

/** Seconds at an offset: exact at the beginning of a cue, between by the number of characters. */
function clockOf(timed: TimedText): Clock {
  const { text, startSeconds, endSeconds } = timed;
  const cues = timed.cues.filter(([offset]) => offset <= text.length).toSorted((a, b) => a[0] - b[0]);
  const whole: SpeechCue[] = startSeconds === null ? [] : [[0, startSeconds, endSeconds ?? startSeconds]];
  const spans = cues.length > 0 ? cues : whole;
  return (offset) => {
    const index = spans.findLastIndex(([from]) => from <= offset);
    const span = spans[Math.max(0, index)];
    if (span === undefined) return null;
    const [from, start, end] = span;
    const to = spans[Math.max(0, index) + 1]?.[0] ?? text.length;
    const share = to > from ? Math.min(1, Math.max(0, (offset - from) / (to - from))) : 0;
    return Math.round((start + share * Math.max(0, end - start)) * 10) / 10;
  };
}

function momentAt(clock: Clock, offset: number, start: number): Moment[] {
  const seconds = clock(offset);
  return seconds === null ? [] : [[Math.max(0, offset - start), seconds]];
}

function leadingBlanks(text: string): number {
  return text.length - text.trimStart().length;
}
