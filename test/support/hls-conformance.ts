// Watches the reloads of live media playlists and says which rules of RFC 8216bis they break.
// Must not know how playlists are made.
import { RenditionsInStep } from './hls-conformance-across.ts';
import { nextPart, readPlaylist, type ReadPart, type ReadPlaylist, type ReadSegment } from './hls-playlist.ts';

export interface ConformanceChecker {
  /** One answer to one reload of `url`, whose query says what was asked for. Returns the violations found in it, as sentences. */
  observe(url: string, text: string, atMs: number): readonly string[];
  /** All so far. */
  readonly violations: readonly string[];
}

/** What is remembered of one playlist from reload to reload. */
interface Memory {
  last: ReadPlaylist | null;
  lastText: string;
  /** One line of facts per MSN that must never change. */
  readonly facts: Map<number, string>;
  readonly gaps: Set<number>;
  readonly partUris: Map<string, string>;
  readonly reportedMsn: Map<string, number>;
}

type Complain = (sentence: string) => void;
interface Look {
  readonly now: ReadPlaylist;
  readonly text: string;
  /** Delivery directives. */
  readonly asked: URLSearchParams;
  readonly memory: Memory;
  readonly complain: Complain;
}

/** Durations are written with five decimals. */
const rounding = 0.00002;

export function createConformanceChecker(): ConformanceChecker {
  const memories = new Map<string, Memory>();
  const violations: string[] = [];
  const renditions = new RenditionsInStep();
  return {
    violations,
    observe(url, text, atMs) {
      const [address = url, query = ''] = url.split('?');
      const memory = memories.get(address) ?? emptyMemory();
      memories.set(address, memory);
      const found: string[] = [];
      const complain: Complain = (sentence) => void found.push(`${address} at ${Math.round(atMs)} ms: ${sentence}`);
      const look = { now: readPlaylist(text), text, asked: new URLSearchParams(query), memory, complain };
      for (const check of checks) check(look);
      renditions.observe(address, look.now).forEach(complain);
      remember(look);
      violations.push(...found);
      return found;
    },
  };
}

const checks: readonly ((look: Look) => void)[] = [
  checkAsked,
  checkHeader,
  checkControl,
  checkSkip,
  checkNumbers,
  checkSegments,
  checkParts,
  checkProgramDateTime,
  checkHint,
  checkReports,
  checkEnd,
];

function emptyMemory(): Memory {
  return {
    last: null,
    lastText: '',
    facts: new Map(),
    gaps: new Set(),
    partUris: new Map(),
    reportedMsn: new Map(),
  };
}

/** RFC 8216bis 6.2.5.2: a blocking reload is answered when what it asks for is there; 6.2.5.1: delta only when asked. */
function checkAsked({ now, asked, complain }: Look): void {
  if (now.skipped > 0 && asked.get('_HLS_skip') === null) complain('skips though nobody asked for it');
  const msn = asked.get('_HLS_msn');
  if (msn === null || now.ended) return;
  const is = nextPart(now);
  const part = asked.get('_HLS_part');
  const isThere = is.msn > Number(msn) || (part !== null && is.msn === Number(msn) && is.part > Number(part));
  if (!isThere) complain(`was asked for ${msn}.${part ?? ''} and ends before ${is.msn}.${is.part}`);
}

function checkHeader({ now, memory, complain }: Look): void {
  if (now.firstLine !== '#EXTM3U') complain('does not begin with #EXTM3U');
  if (now.targetSeconds === null) complain('has no TARGETDURATION');
  if ((now.version ?? 1) < (now.skipped > 0 ? 9 : 6)) complain(`VERSION ${now.version} is too low for its tags`);
  const before = memory.last;
  if (before === null) return;
  if (before.targetSeconds !== now.targetSeconds) complain('TARGETDURATION changed');
  if (now.ended) return;
  if (before.partTargetSeconds !== now.partTargetSeconds) complain('PART-TARGET changed');
  if (before.version !== now.version) complain('VERSION changed');
}

function checkControl({ now, memory, complain }: Look): void {
  if (now.ended) return;
  const target = now.targetSeconds ?? 0;
  const partTarget = now.partTargetSeconds ?? 0;
  const value = (name: string): number => Number(now.control?.get(name) ?? Number.NaN);
  if (now.control?.get('CAN-BLOCK-RELOAD') !== 'YES') complain('CAN-BLOCK-RELOAD is not offered');
  if (partTarget <= 0) complain('has no PART-TARGET');
  if (!(value('PART-HOLD-BACK') >= 3 * partTarget - rounding)) complain('PART-HOLD-BACK is under three part targets');
  if (!(value('HOLD-BACK') >= 3 * target)) complain('HOLD-BACK is under three target durations');
  if (!(value('CAN-SKIP-UNTIL') >= 6 * target)) complain('CAN-SKIP-UNTIL is under six target durations');
  if (now.type !== null) complain('a live playlist that keeps everything must not state a type');
  const before = memory.last?.control ?? null;
  if (before !== null && [...before].some(([name, was]) => now.control?.get(name) !== was)) {
    complain('SERVER-CONTROL changed');
  }
}

/** Skipped segments must be known from before and lie behind the skip boundary. */
function checkSkip({ now, memory, complain }: Look): void {
  if (now.skipped === 0) return;
  for (let msn = now.mediaSequence; msn < now.mediaSequence + now.skipped; msn += 1) {
    if (!memory.facts.has(msn)) return complain(`skips segment ${msn}, which nobody has seen`);
  }
  const listed = now.segments.reduce((sum, segment) => sum + lengthOf(segment), 0);
  const boundary = Number(now.control?.get('CAN-SKIP-UNTIL') ?? 0);
  if (listed < boundary - rounding) complain(`skips segments ${listed.toFixed(3)} s from the end`);
}

function checkNumbers({ now, memory, complain }: Look): void {
  const before = memory.last;
  if (before === null) return;
  if (now.mediaSequence < before.mediaSequence) complain('MEDIA-SEQUENCE went back');
  if (now.discontinuitySequence < before.discontinuitySequence) complain('DISCONTINUITY-SEQUENCE went back');
  const [was, is] = [nextPart(before), nextPart(now)];
  if (is.msn < was.msn || (is.msn === was.msn && is.part < was.part)) {
    complain(`its end went back from ${was.msn}.${was.part} to ${is.msn}.${is.part}`);
  }
}

function checkSegments({ now, memory, complain }: Look): void {
  const target = now.targetSeconds ?? 0;
  for (const segment of now.segments) {
    const { msn, durationSeconds, uri } = segment;
    if (segment.discontinuity && segment.mapUri === null) complain(`segment ${msn}: DISCONTINUITY without a MAP`);
    if (msn === 0 && segment.mapUri === null) complain('the first segment has no MAP');
    if (uri === null) continue;
    if (durationSeconds === null) complain(`segment ${msn} has no EXTINF`);
    else if (Math.round(durationSeconds) > target) complain(`segment ${msn} lasts ${durationSeconds} s`);
    if (segment.gap && segment.parts.length > 0) complain(`segment ${msn} is a gap and lists parts`);
    if (!segment.gap && memory.gaps.has(msn)) complain(`segment ${msn} was a gap and is none any more`);
    const known = memory.facts.get(msn);
    if (known !== undefined && known !== factsOf(segment)) {
      complain(`segment ${msn} changed from ${known} to ${factsOf(segment)}`);
    }
  }
  const open = now.segments.slice(0, -1).find((segment) => segment.uri === null);
  if (open !== undefined) complain(`segment ${open.msn} is open but not the last`);
}

function checkParts({ now, memory, complain }: Look): void {
  if (now.ended && now.segments.some((segment) => segment.parts.length > 0))
    complain('has ended and still lists parts');
  let behind = now.segments.reduce((sum, segment) => sum + lengthOf(segment), 0);
  for (const segment of now.segments) {
    behind -= lengthOf(segment);
    if (segment.tagAfterPart) complain(`segment ${segment.msn}: DISCONTINUITY, MAP or date stands after a part`);
    if (segment.parts.length === 0) continue;
    if (behind > 3 * (now.targetSeconds ?? 0)) complain(`segment ${segment.msn}: its parts are listed for too long`);
    checkPartsOf(segment, now.partTargetSeconds ?? 0, complain);
    segment.parts.forEach((part, index) => checkPartUri(`${segment.msn}.${index}`, part, memory, complain));
  }
}

function checkPartsOf(segment: ReadSegment, target: number, complain: Complain): void {
  const { msn, parts, uri } = segment;
  if (parts[0]?.independent === false) complain(`segment ${msn} does not begin with an independent part`);
  parts.forEach((part, index) => {
    const mayBeLast = index === parts.length - 1;
    if (part.durationSeconds > target + rounding) complain(`part ${msn}.${index} lasts ${part.durationSeconds} s`);
    if (!(part.durationSeconds > 0)) complain(`part ${msn}.${index} has no duration`);
    if (!mayBeLast && !part.independent && part.durationSeconds < target * 0.85 - rounding) {
      complain(`part ${msn}.${index} lasts only ${part.durationSeconds} s`);
    }
  });
  const sum = parts.reduce((total, part) => total + part.durationSeconds, 0);
  if (uri !== null && Math.abs(sum - (segment.durationSeconds ?? 0)) > 0.002) {
    complain(`segment ${msn} lasts ${segment.durationSeconds} s but its parts ${sum.toFixed(5)} s`);
  }
}

function checkPartUri(place: string, part: ReadPart, memory: Memory, complain: Complain): void {
  const known = memory.partUris.get(place);
  if (known !== undefined && known !== part.uri) complain(`part ${place} was ${known} and is ${part.uri}`);
}

/** Dates of a take may run ahead of the clock by less than a leap (media/packager/take-clock.ts): the next take begins true. */
const mostAheadMs = 250;

function checkProgramDateTime({ now, complain }: Look): void {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { msn, programDateTime, discontinuity } of now.segments) {
    const instant = Date.parse(programDateTime ?? '');
    if (Number.isNaN(instant)) complain(`segment ${msn} has no PROGRAM-DATE-TIME`);
    else if (instant < latest - (discontinuity ? mostAheadMs : 0))
      complain(`segment ${msn} has an earlier PROGRAM-DATE-TIME than the one before`);
    else latest = instant;
  }
}

/** The part that comes first after a state with a hint must be the hinted one, unless the take stopped there. */
function checkHint({ now, memory, complain }: Look): void {
  const hinted = memory.last?.hint?.get('URI');
  if (now.hint !== null && now.hint.get('TYPE') !== 'PART') complain('hints at something else than a part');
  if (memory.last === null || hinted === undefined) return;
  const from = nextPart(memory.last);
  const following = now.segments
    .flatMap((segment) => segment.parts.map((part, index) => ({ part, segment, index })))
    .filter(({ segment, index }) => segment.msn > from.msn || (segment.msn === from.msn && index >= from.part));
  const [first] = following;
  const isNext = first !== undefined && first.index === (first.segment.msn === from.msn ? from.part : 0);
  if (!isNext || first.segment.msn > from.msn + 1 || first.segment.discontinuity) return;
  if (first.part.uri !== hinted) complain(`hinted at ${hinted} but ${first.part.uri} came`);
}

function checkReports({ now, memory, complain }: Look): void {
  for (const report of now.reports) {
    const uri = report.get('URI') ?? '';
    const msn = Number(report.get('LAST-MSN') ?? Number.NaN);
    if (uri === '' || /^[a-z]+:\/\//.test(uri)) complain('a RENDITION-REPORT needs a relative URI');
    if (!Number.isInteger(msn)) complain(`the report on ${uri} has no LAST-MSN`);
    if (msn < (memory.reportedMsn.get(uri) ?? 0)) complain(`the report on ${uri} went back`);
    memory.reportedMsn.set(uri, msn);
  }
}

function checkEnd({ now, text, memory, complain }: Look): void {
  if (memory.last?.ended === true && memory.lastText !== text) complain('changed after ENDLIST');
  if (!now.ended) return;
  if (now.hint !== null) complain('has ended and still hints');
  if (now.skipped > 0) complain('has ended and still skips');
  if (now.segments.some((segment) => segment.uri === null)) complain('has ended with an open segment');
}

function remember({ now, text, memory }: Look): void {
  memory.last = now;
  memory.lastText = text;
  for (const segment of now.segments) {
    segment.parts.forEach((part, index) => memory.partUris.set(`${segment.msn}.${index}`, part.uri));
    if (segment.uri === null) continue;
    memory.facts.set(segment.msn, factsOf(segment));
    if (segment.gap) memory.gaps.add(segment.msn);
  }
}

function factsOf(segment: ReadSegment): string {
  const { uri, durationSeconds, programDateTime, discontinuity, mapUri } = segment;
  return [uri, durationSeconds, programDateTime, discontinuity, mapUri].join(' ');
}

function lengthOf(segment: ReadSegment): number {
  return segment.durationSeconds ?? segment.parts.reduce((sum, part) => sum + part.durationSeconds, 0);
}
