// What stands on the timeline of an ended session: marks and speeches with their seconds. Pure; times typed by people too.
import type { CouncilLog, LogEntry } from '../../../server/contract/council-log.ts';
import type { AgendaItem, Session, Take } from '../../../server/contract/sessions.ts';
import { clockTime } from '../../text/times.ts';
import { itemInWords, markLine } from '../../watch/agenda-line.ts';

interface Common {
  /** Of mark or log entry. */
  readonly id: string;
  readonly words: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** "This item began": it lasts until the next mark. */
export interface MarkThing extends Common {
  readonly kind: 'mark';
  readonly item: AgendaItem;
}

export interface SpeechThing extends Common {
  readonly kind: 'speech';
  readonly entry: LogEntry;
}

export type Thing = MarkThing | SpeechThing;

/** In order of time; what was imported, or lies where nothing was recorded, is left out. */
export function readThings(session: Session, log: CouncilLog): Thing[] {
  return [...readMarks(session), ...readSpeeches(session, log)].sort((a, b) => a.startSeconds - b.startSeconds);
}

function readMarks(session: Session): MarkThing[] {
  const length = session.durationSeconds ?? 0;
  const line = markLine(session.agenda).filter((mark) => !mark.markId.startsWith('imported-'));
  return line.flatMap(({ markId: id, item, atMs, offsetSeconds }, index) => {
    if (offsetSeconds === null) return [];
    const endSeconds = line.slice(index + 1).find((next) => next.offsetSeconds !== null)?.offsetSeconds ?? length;
    return [{ kind: 'mark', id, item, atMs, words: itemInWords(item), startSeconds: offsetSeconds, endSeconds }];
  });
}

function readSpeeches(session: Session, log: CouncilLog): SpeechThing[] {
  const length = session.durationSeconds ?? 0;
  return log.entries.flatMap((entry) => {
    const { id, data, offsetSeconds, until } = entry;
    if (data.kind !== 'speech' || offsetSeconds === null) return [];
    const atMs = Date.parse(entry.at);
    const lasts = until === null ? Infinity : (Date.parse(until) - atMs) / 1000;
    const endSeconds = Math.min(length, offsetSeconds + lasts);
    return [{ kind: 'speech', id, entry, atMs, words: data.speaker, startSeconds: offsetSeconds, endSeconds }];
  });
}

/** The speech that follows this one. */
export function speechAfter(things: readonly Thing[], speech: SpeechThing): SpeechThing | null {
  const speeches = things.filter((thing) => thing.kind === 'speech');
  return speeches[speeches.findIndex((thing) => thing.id === speech.id) + 1] ?? null;
}

/** The instant (ms) shown at a second of the playable timeline; null when nothing was recorded. */
export function instantOfSecond(takes: readonly Take[], seconds: number): number | null {
  const take = takes.findLast((one) => one.offsetSeconds <= seconds) ?? takes[0];
  if (take === undefined) return null;
  return Math.round(Date.parse(take.startedAt) + (seconds - take.offsetSeconds) * 1000);
}

/** `1:02:03.5`, `02:03` or `123`: seconds, or null when it is no time. */
export function readClock(text: string): number | null {
  const match = /^\s*(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)\s*$/.exec(text);
  if (match === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'));
}

/** The same the other way round, to a tenth of a second. */
export function writeClock(seconds: number): string {
  const tenths = Math.round(Math.max(0, seconds) * 10);
  return `${clockTime(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** A window on the timeline. */
export interface View {
  readonly from: number;
  readonly span: number;
}

/** Seconds that can be seen at once, from near to far. */
export const spans = [15, 60, 300, 1800, 7200, 36_000] as const;

/** The window moved so that a second is in it, and within the timeline. */
export function viewAround(view: View, seconds: number, length: number): View {
  const isInside = seconds >= view.from && seconds <= view.from + view.span;
  return clampView({ from: isInside ? view.from : seconds - view.span / 3, span: view.span }, length);
}

/** One step nearer (-1) or farther (1), around a second. */
export function zoomed(view: View, step: 1 | -1, around: number, length: number): View {
  const nearer = spans.findLast((span) => span < view.span);
  const farther = spans.find((span) => span > view.span) ?? length;
  const span = Math.min(step === -1 ? (nearer ?? spans[0]) : farther, Math.max(length, spans[0]));
  const share = view.span === 0 ? 0.5 : (around - view.from) / view.span;
  return clampView({ from: around - span * Math.min(1, Math.max(0, share)), span }, length);
}

/** Not before the beginning, not beyond the end. */
export function clampView({ from, span }: View, length: number): View {
  return { from: Math.max(0, Math.min(from, length - span)), span };
}
