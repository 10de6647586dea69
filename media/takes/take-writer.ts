// Records a take while it goes on: one file and one index a rung, sealed at the end. A consumer of parts like any other.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaLog } from '../media-log.ts';
import type { RungSink } from '../packager/part.ts';
import { createRawFile } from './append-file.ts';
import type { CreateRawFile } from './append-file.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { RungRecorder } from './rung-recorder.ts';
import { sealTake } from './seal-take.ts';
import { takeFileName, takeFolder, toDocument } from './take-format.ts';
import type {
  BytePlace,
  IndexedSegment,
  SealedFile,
  TakeEndReason,
  TakeHeader,
  TakeRung,
  TakeSeal,
} from './take-record.ts';

export interface TakeWriterOptions {
  readonly root: string;
  readonly header: TakeHeader;
  readonly log: MediaLog;
  /** Told once per trouble of a rung (disk full, disk broken), until a segment of it is recorded again. */
  readonly onError?: (rung: string, error: unknown) => void;
  /** Told when a segment is on file and may be read from there. */
  readonly onIndexed?: (rung: string, segment: IndexedSegment) => void;
  /** Told once a segment where its bytes lie on the file, or null when none of it could be (or was to be) written. */
  readonly onOutcome?: (rung: string, number: number, place: BytePlace | null) => void;
  readonly createFile?: CreateRawFile;
  /** Parts waiting for a slow disk, per rung. */
  readonly maxQueuedBytes?: number;
}

export interface TakeWriter {
  readonly folder: string;
  /** Takes the parts of one rung of the header. Throws for any other name, and when used after `finish`. */
  sink(rung: string): RungSink;
  /** Bytes of whole parts of a rung that are on file and may be read. */
  bytesWritten(rung: string): number;
  /** True: only the best picture and the sound are recorded, until it is false again. */
  setSparing(isSparing: boolean): void;
  /**
   * Writes what is left, makes everything permanent and read-only, writes the seal. Takes the same time however long the
   * take is. Calling it again gives the same seal; after a failure (disk full) it tries again, else recovery seals it.
   */
  finish(endReason: TakeEndReason, endedAtMs: number): Promise<TakeSeal>;
}

/** Two minutes of a good picture. */
const defaultMaxQueuedBytes = 128 * 1024 * 1024;

/** Creates the take's folder and its header. Throws when the take exists or the disk refuses. */
export async function openTakeWriter(options: TakeWriterOptions): Promise<TakeWriter> {
  const { header } = options;
  const folder = takeFolder(options.root, header);
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder);
  await syncFolder(dirname(folder));
  await syncFolder(options.root);
  const text = toDocument(header);
  await writeDurably(join(folder, takeFileName), text);
  const recorders = new Map(header.rungs.map((rung) => [rung.name, recorderOf(options, folder, rung.name)]));
  const recorderNamed = (rung: string): RungRecorder => {
    const recorder = recorders.get(rung);
    if (recorder === undefined) throw new Error(`take ${header.takeId} has no rung ${rung}`);
    return recorder;
  };
  const seal = async (endReason: TakeEndReason, endedAtMs: number): Promise<TakeSeal> => {
    const files = [digestsOf(takeFileName, text)];
    for (const recorder of recorders.values()) files.push(...(await recorder.finish()));
    const spans = [...recorders.values()].map((recorder) => recorder.span()).filter((span) => span !== null);
    const sealed = await sealTake({ folder, header, spans, files, endReason, endedAtMs });
    const facts = { sessionId: header.sessionId, takeId: header.takeId, seconds: sealed.durationSeconds, endReason };
    options.log.info(facts, 'take sealed');
    return sealed;
  };
  let sealing: Promise<TakeSeal> | null = null;
  return {
    folder,
    sink: recorderNamed,
    setSparing: (isSparing) => {
      for (const { name } of sparedRungs(header.rungs)) recorderNamed(name).setHeld(isSparing);
    },
    bytesWritten: (rung) => recorderNamed(rung).bytesWritten,
    finish: (endReason, endedAtMs) => {
      sealing ??= seal(endReason, endedAtMs).catch((error: unknown) => {
        sealing = null;
        throw new Error(`take ${header.takeId} could not be sealed`, { cause: error });
      });
      return sealing;
    },
  };
}

/** Every picture but the best: the encoder's own (recorded only, or the first of the ladder). */
function sparedRungs(rungs: readonly TakeRung[]): readonly TakeRung[] {
  const pictures = rungs.filter((rung) => rung.kind === 'video');
  const best = pictures.find((rung) => rung.variant === null) ?? pictures.find((rung) => rung.variant === 0);
  return pictures.filter((rung) => rung !== best);
}

function recorderOf(options: TakeWriterOptions, folder: string, name: string): RungRecorder {
  const rung = options.header.rungs.find((candidate) => candidate.name === name);
  if (rung === undefined) throw new Error(`no rung ${name}`);
  const ids = { sessionId: options.header.sessionId, takeId: options.header.takeId, rung: name };
  let isInTrouble = false;
  return new RungRecorder({
    folder,
    rung,
    createFile: options.createFile ?? createRawFile,
    maxQueuedBytes: options.maxQueuedBytes ?? defaultMaxQueuedBytes,
    onError: (error) => {
      if (isInTrouble) return;
      isInTrouble = true;
      options.log.error({ ...ids, err: error }, 'recording has a hole: a part could not be written');
      options.onError?.(name, error);
    },
    onOutcome: (number, place) => options.onOutcome?.(name, number, place),
    onIndexed: (segment) => {
      isInTrouble = false;
      options.onIndexed?.(name, segment);
    },
  });
}

function digestsOf(name: string, text: string): SealedFile {
  const digest = (algorithm: string): string => createHash(algorithm).update(text).digest('hex');
  return { name, bytes: Buffer.byteLength(text), sha256: digest('sha256'), sha512: digest('sha512') };
}
