// Joins the rungs of a recorded take so that segment n is the same time span in all of them: what one rung lacks (a full
// disk, or room that was left to better rungs) becomes a gap. Pure.
import type { IndexedSegment, RungRecord } from '../takes/take-record.ts';

/** A segment in its place; of a lost one there are no bytes. */
export type PlacedSegment = Pick<
  IndexedSegment,
  'number' | 'startSeconds' | 'durationSeconds' | 'atMs' | 'offset' | 'length'
> & { readonly isLost: boolean };

type Span = Pick<IndexedSegment, 'number' | 'startSeconds' | 'durationSeconds' | 'atMs'>;

/** A picture rung that misses more than this of a segment was not recorded for a while. */
const noticeableSeconds = 0.15;

/** The segments of each rung by its name, gaps included. */
export function placeSegments(rungs: readonly RungRecord[]): ReadonlyMap<string, readonly PlacedSegment[]> {
  const pictures = rungs.filter((rung) => rung.kind === 'video');
  const spans = spansOf(rungs);
  const pictureSpans = upTo(pictures, preferring(spansOf(pictures), spans));
  return new Map(
    rungs.map((rung) => [rung.name, placed(rung, rung.kind === 'video' ? pictureSpans : upTo([rung], spans))]),
  );
}

/** A picture's segment is as long as its pictures; where there is none, as its sound. */
function preferring(own: readonly Span[], spans: readonly Span[]): readonly Span[] {
  const known = new Map(own.map((span) => [span.number, span]));
  return spans.map((span) => known.get(span.number) ?? span);
}

/** Each number once, as the rung has it that recorded most of it. */
function spansOf(rungs: readonly RungRecord[]): readonly Span[] {
  const longest = new Map<number, Span>();
  for (const segment of rungs.flatMap((rung) => rung.segments)) {
    const known = longest.get(segment.number);
    if (known === undefined || known.durationSeconds < segment.durationSeconds) longest.set(segment.number, segment);
  }
  return [...longest.values()].sort((one, other) => one.number - other.number);
}

/**
 * Sound may end a moment before or after the pictures: there is no gap behind the last segment of its kind, unless another
 * take follows (`even-ends.ts`). A gap at the very end would keep players from coming to it.
 */
function upTo(rungs: readonly RungRecord[], spans: readonly Span[]): readonly Span[] {
  const last = Math.max(-1, ...rungs.map((rung) => rung.segments.at(-1)?.number ?? -1));
  return spans.filter(({ number }) => number <= last);
}

function placed(rung: RungRecord, spans: readonly Span[]): readonly PlacedSegment[] {
  const own = new Map(rung.segments.map((segment) => [segment.number, segment]));
  return spans.map(({ number, startSeconds, durationSeconds, atMs }) => {
    const segment = own.get(number);
    if (segment === undefined)
      return { number, startSeconds, durationSeconds, atMs, offset: 0, length: 0, isLost: true };
    const isPartial = rung.kind === 'video' && durationSeconds - segment.durationSeconds > noticeableSeconds;
    return { ...segment, ...(isPartial ? { startSeconds, durationSeconds, atMs } : {}), isLost: false };
  });
}
