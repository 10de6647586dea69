// Writes the seal: from here on a take is permanent. Knows files and digests, not how they came to be.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { anchorsOfSegments, endOf } from './anchors.ts';
import { makeReadOnly, syncFolder, writeDurably } from './durable-file.ts';
import { sealDigestFileName, sealFileName, toDocument } from './take-format.ts';
import type { Anchor, RungRecord, SealedFile, TakeEndReason, TakeHeader, TakeRung, TakeSeal } from './take-record.ts';

/** What the recorded segments of a rung cover. */
export interface RungSpan {
  readonly kind: TakeRung['kind'];
  /** Of its segments, the end of the last one included. */
  readonly anchors: readonly Anchor[];
  /** Seconds from the start of the take. */
  readonly endSeconds: number;
}

export interface SealRequest {
  readonly folder: string;
  readonly header: TakeHeader;
  /** Of the rungs that were recorded, best first. */
  readonly spans: readonly RungSpan[];
  /** Every file that the take consists of, but the seal itself. */
  readonly files: readonly SealedFile[];
  readonly endReason: TakeEndReason;
  readonly endedAtMs: number;
}

/** The span of a rung whose segments are known; null when it has none. */
export function spanOf({ kind, segments }: RungRecord): RungSpan | null {
  const last = segments.at(-1);
  return last === undefined ? null : { kind, anchors: anchorsOfSegments(segments), endSeconds: endOf(last).seconds };
}

/** Anchors of a take: its best picture places it in time, its sound when there is no picture. */
function anchorsOfTake(spans: readonly RungSpan[]): readonly Anchor[] {
  return (spans.find(({ kind }) => kind === 'video') ?? spans[0])?.anchors ?? [];
}

/** Seconds from the start of the take to the end of its longest rung. */
function durationOf(spans: readonly RungSpan[]): number {
  return Math.max(0, ...spans.map(({ endSeconds }) => endSeconds));
}

/** Makes the files read-only, then writes `seal.json` and its digest. Repeatable until it has succeeded. */
export async function sealTake(request: SealRequest): Promise<TakeSeal> {
  const { folder, header, spans, files, endReason, endedAtMs } = request;
  const seal: TakeSeal = {
    format: 1,
    takeId: header.takeId,
    sessionId: header.sessionId,
    startedAtMs: header.startedAtMs,
    endedAtMs,
    durationSeconds: durationOf(spans),
    endReason,
    anchors: anchorsOfTake(spans),
    files,
  };
  const text = toDocument(seal);
  const digest = createHash('sha256').update(text).digest('hex');
  for (const file of files) await makeReadOnly(join(folder, file.name));
  await writeDurably(join(folder, sealDigestFileName), `${digest}  ${sealFileName}\n`);
  await writeDurably(join(folder, sealFileName), text);
  await makeReadOnly(join(folder, sealDigestFileName));
  await makeReadOnly(join(folder, sealFileName));
  await syncFolder(folder);
  return seal;
}
