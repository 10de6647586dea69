// Reads WebVTT tolerantly (broken cues are reported with their line, the rest is kept) and writes it.
// Source of the rules: W3C WebVTT, "WebVTT file structure" and "parser". It must not know sessions or databases.
import type { LineProblem, LineProblemCode } from '../contract/line-problems.ts';

/** One caption. Seconds are on the session's playable timeline. */
export interface TranscriptCue {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly speaker: string | null;
  readonly text: string;
}

/** What was read. `cues` is empty only with `refusal`, which says in one sentence why nothing can be used. */
export type VttReading =
  | { readonly kind: 'read'; readonly cues: readonly TranscriptCue[]; readonly problems: readonly LineProblem[] }
  | { readonly kind: 'refused'; readonly detail: string; readonly problems: readonly LineProblem[] };

export const maxCues = 100_000;
export const maxCueText = 5000;
const maxProblems = 200;
/** Longer than any sitting; a later time is a broken time. */
const maxSeconds = 100 * 3600;

/** Reads a WebVTT document. */
export function readVtt(document: string): VttReading {
  const lines = document
    .replace(/^\uFEFF/u, '')
    .replace(/\0/gu, '\uFFFD')
    .split(/\r\n|\n|\r/u);
  if (!/^WEBVTT(?:[ \t].*)?$/u.test(lines[0] ?? '')) {
    return { kind: 'refused', detail: 'This is not WebVTT: its first line must begin with WEBVTT.', problems: [] };
  }
  const problems: LineProblem[] = [];
  const cues: TranscriptCue[] = [];
  for (const block of blocksOf(lines)) {
    const reading = readBlock(block);
    if (reading.kind === 'cue' && cues.length < maxCues) cues.push(reading.cue);
    if (reading.kind === 'cue' && cues.length === maxCues) problems.push(tooMany(block.line));
    if (reading.kind !== 'skip' && reading.problem !== null && problems.length < maxProblems) {
      problems.push(reading.problem);
    }
    if (cues.length === maxCues) break;
  }
  if (cues.length === 0) return { kind: 'refused', detail: withoutCue(problems), problems };
  return { kind: 'read', cues: cues.sort((a, b) => a.startSeconds - b.startSeconds), problems };
}

/** Writes cues as WebVTT. */
export function writeVtt(cues: readonly TranscriptCue[]): string {
  const blocks = cues.map((cue) => {
    const text = escapeText(cue.text).replace(/\n{2,}/gu, '\n');
    const voice = cue.speaker === null ? '' : `<v ${escapeText(cue.speaker).replace(/\n/gu, ' ')}>`;
    return `${writeTime(cue.startSeconds)} --> ${writeTime(cue.endSeconds)}\n${voice}${text}\n`;
  });
  return `WEBVTT\n\n${blocks.join('\n')}`;
}

interface Block {
  /** Line number of its first line, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

type BlockReading =
  | { kind: 'skip' }
  | { kind: 'broken'; problem: LineProblem }
  | { kind: 'cue'; cue: TranscriptCue; problem: LineProblem | null };

/** Blocks between empty lines, without the header. A time line also begins a block: encoders forget the empty line. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let current: { line: number; lines: string[] } | null = null;
  const headerEnd = lines.findIndex((line) => line.trim() === '' || line.includes('-->'));
  const first = headerEnd === -1 ? lines.length : headerEnd;
  for (let index = first; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const beginsCue = line.includes('-->') && current?.lines.some((one) => one.includes('-->')) === true;
    if (line.trim() === '' || beginsCue) current = null;
    if (line.trim() === '') continue;
    if (current === null) {
      current = { line: index + 1, lines: [] };
      blocks.push(current);
    }
    current.lines.push(line);
  }
  return blocks;
}

function readBlock(block: Block): BlockReading {
  const timeIndex = block.lines.findIndex((line) => line.includes('-->'));
  const first = block.lines[0] ?? '';
  if (timeIndex === -1) {
    if (/^(?:NOTE|STYLE|REGION)(?:\s|$)/u.test(first)) return { kind: 'skip' };
    return broken(block.line, 'no-times', `"${shorten(first)}" belongs to no cue: a line with --> is missing`);
  }
  const line = block.line + timeIndex;
  const times = readTimes(block.lines[timeIndex] ?? '');
  if (times === null)
    return broken(line, 'times-unreadable', `the times "${shorten(block.lines[timeIndex] ?? '')}" cannot be read`);
  if (times.end <= times.start) return broken(line, 'ends-before-beginning', 'the cue ends before it begins');
  if (times.end > maxSeconds) return broken(line, 'too-late', `the cue lies beyond ${maxSeconds / 3600} hours`);
  const { text, speaker } = readPayload(block.lines.slice(timeIndex + 1).join('\n'));
  if (text === '') return broken(line, 'no-words', 'the cue has no text');
  const cut = { line, code: 'words-cut', detail: `text cut after ${maxCueText} characters` } as const;
  const problem = text.length > maxCueText ? cut : null;
  const cue = { startSeconds: times.start, endSeconds: times.end, speaker, text: text.slice(0, maxCueText) };
  return { kind: 'cue', cue, problem };
}

const timePattern = String.raw`(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?`;
const timesPattern = new RegExp(`^\\s*${timePattern}\\s*-->\\s*${timePattern}(?:\\s.*)?$`, 'u');

function readTimes(line: string): { start: number; end: number } | null {
  const match = timesPattern.exec(line);
  if (match === null) return null;
  const start = toSeconds(match.slice(1, 5));
  const end = toSeconds(match.slice(5, 9));
  return start === null || end === null ? null : { start, end };
}

function toSeconds([hours, minutes, seconds, fraction]: readonly (string | undefined)[]): number | null {
  const [m, s] = [Number(minutes), Number(seconds)];
  if (m > 59 || s > 59) return null;
  const whole = Number(hours ?? 0) * 3600 + m * 60 + s;
  return Math.round((whole + Number(`0.${fraction ?? '0'}`)) * 1000) / 1000;
}

function readPayload(payload: string): { text: string; speaker: string | null } {
  const voice = /<v(?:\.[^\s>]*)?\s+([^>]{1,400})>/u.exec(payload)?.[1];
  const speaker = voice === undefined ? '' : decodeEntities(voice).trim();
  const text = decodeEntities(payload.replace(/<[^>\n]*>/gu, ''))
    .replace(/[ \t]+/gu, ' ')
    .trim();
  return { text, speaker: speaker === '' ? null : speaker.slice(0, 200) };
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  lrm: '',
  rlm: '',
  nbsp: ' ',
  quot: '"',
};

function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|lrm|rlm|nbsp|quot);/gu, (_, name: string) => entities[name] ?? '');
}

function escapeText(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
}

function writeTime(seconds: number): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const pad = (value: number, width: number): string => String(value).padStart(width, '0');
  const [h, m, s] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  return `${pad(h, 2)}:${pad(m, 2)}:${pad(s, 2)}.${pad(ms % 1000, 3)}`;
}

function broken(line: number, code: LineProblemCode, detail: string): BlockReading {
  return { kind: 'broken', problem: { line, code, detail } };
}

function tooMany(line: number): LineProblem {
  return { line, code: 'too-many-cues', detail: `only the first ${maxCues} cues are kept` };
}

function withoutCue(problems: readonly LineProblem[]): string {
  const first = problems[0];
  const why = first === undefined ? '' : ` (line ${first.line}: ${first.detail})`;
  return `This WebVTT document has no cue that can be used${why}.`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
