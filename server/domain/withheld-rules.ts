// What of texts stays readable when stretches of a session are withheld. Pure; seconds are those of the playable timeline.
import type { TranscriptCue } from './vtt.ts';

/** A stretch out of public view; the end is exclusive. */
export interface HiddenSpan {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** A speech as far as hiding looks at it; `cues` = `[offset in text, start, end]`. */
export interface TimedText {
  readonly text: string;
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
  readonly cues: readonly (readonly [number, number, number])[];
}

/** Does anything of it lie in one of the stretches? A text that lasts no time lies where it begins. */
export function isHidden(spans: readonly HiddenSpan[], fromSeconds: number, untilSeconds: number): boolean {
  return spans.some(
    (span) => fromSeconds < span.untilSeconds && (untilSeconds > span.fromSeconds || fromSeconds >= span.fromSeconds),
  );
}

/** The cues of which nothing is hidden. */
export function readableCues<Cue extends Pick<TranscriptCue, 'startSeconds' | 'endSeconds'>>(
  cues: readonly Cue[],
  spans: readonly HiddenSpan[],
): Cue[] {
  return spans.length === 0 ? [...cues] : cues.filter((cue) => !isHidden(spans, cue.startSeconds, cue.endSeconds));
}

/** The same with one cue in place of each stretch that says what is missing. */
export function cuesWithTombstones(
  cues: readonly TranscriptCue[],
  tombstones: readonly (HiddenSpan & { readonly text: string })[],
): TranscriptCue[] {
  const told = tombstones.map(({ fromSeconds, untilSeconds, text }) => ({
    startSeconds: fromSeconds,
    endSeconds: untilSeconds,
    speaker: null,
    text,
  }));
  return [...readableCues(cues, tombstones), ...told].sort((one, other) => one.startSeconds - other.startSeconds);
}

/**
 * What may be read of a speech. Its cues tell which words lie in a stretch; without cues all of it goes when any of it
 * does. `nextStartSeconds` ends a speech whose own end is not known.
 */
export function readableSpeech<Speech extends TimedText>(
  speech: Speech,
  spans: readonly HiddenSpan[],
  nextStartSeconds: number | null,
): Speech {
  const { startSeconds } = speech;
  if (spans.length === 0 || startSeconds === null) return speech;
  const endSeconds = speech.endSeconds ?? nextStartSeconds ?? Infinity;
  if (!isHidden(spans, startSeconds, endSeconds)) return speech;
  if (speech.cues.length === 0) return { ...speech, text: '' };
  return { ...speech, ...readableParts(speech, spans) };
}

/** Words before the first cue stand or fall with it. */
function readableParts({ text, cues }: TimedText, spans: readonly HiddenSpan[]): Pick<TimedText, 'text' | 'cues'> {
  let kept = '';
  const keptCues: [number, number, number][] = [];
  cues.forEach(([offset, start, end], index) => {
    if (isHidden(spans, start, end)) return;
    const from = index === 0 ? 0 : offset;
    keptCues.push([kept.length + (offset - from), start, end]);
    kept += text.slice(from, cues[index + 1]?.[0] ?? text.length);
  });
  return { text: kept, cues: keptCues };
}

/** The words in place of a stretch, in the language of the session. */
export function tombstoneWords(
  lang: string | null,
  range: { readonly isDestroyed: boolean; readonly reason: string; readonly decisionNumber: string },
): string {
  const { isDestroyed, reason, decisionNumber } = range;
  if (lang?.startsWith('en') === true) {
    return `[${isDestroyed ? 'Removed' : 'Not public'}: ${reason} (decision ${decisionNumber})]`;
  }
  return `[${isDestroyed ? 'Parte rimossa' : 'Parte non pubblica'}: ${reason} (decisione ${decisionNumber})]`;
}
