// Writes the seal: from here on a take is permanent. Knows files and digests, not how they came to be.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { anchorsOfSegments } from './anchors.ts';
import { makeReadOnly, syncFolder, writeDurably } from './durable-file.ts';
import { sealDigestFileName, sealFileName, toDocument } from './take-format.ts';
import type { Anchor, RungRecord, SealedFile, TakeEndReason, TakeHeader, TakeSeal } from './take-record.ts';

export interface SealRequest {
  readonly folder: string;
  readonly header: TakeHeader;
  readonly rungs: readonly RungRecord[];
  /** Every file that the take consists of, but the seal itself. */
  readonly files: readonly SealedFile[];
  readonly endReason: TakeEndReason;
  readonly endedAtMs: number;
}

/** Anchors of a take: its best picture places it in time, its sound when there is no picture. */
export function anchorsOfTake(rungs: readonly RungRecord[]): readonly Anchor[] {
  const recorded = rungs.filter((rung) => rung.segments.length > 0);
  const guide = recorded.find((rung) => rung.kind === 'video') ?? recorded[0];
  return guide === undefined ? [] : anchorsOfSegments(guide.segments);
}

/** Seconds from the start of the take to the end of its longest rung. */
export function durationOf(rungs: readonly RungRecord[]): number {
  const ends = rungs.map(({ segments }) => {
    const last = segments.at(-1);
    return last === undefined ? 0 : last.startSeconds + last.durationSeconds;
  });
  return Math.max(0, ...ends);
}

/** Makes the files read-only, then writes `seal.json` and its digest. Repeatable until it has succeeded. */
export async function sealTake(request: SealRequest): Promise<TakeSeal> {
  const { folder, header, rungs, files, endReason, endedAtMs } = request;
  const seal: TakeSeal = {
    format: 1,
    takeId: header.takeId,
    sessionId: header.sessionId,
    startedAtMs: header.startedAtMs,
    endedAtMs,
    durationSeconds: durationOf(rungs),
    endReason,
    anchors: anchorsOfTake(rungs),
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
