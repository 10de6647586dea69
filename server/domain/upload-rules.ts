// Which recordings may be sent for which session, and what a finished one makes of it. Pure.
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { Publication, SessionState } from '../contract/sessions.ts';
import type { UploadPurpose, UploadState } from '../contract/uploads.ts';
import { publicationAfterAdjourn } from './publication-machine.ts';
import { acceptsFeed } from './session-machine.ts';

/** Untouched for this long, a file that is not whole or not used is removed. */
export const uploadKeptMs = 7 * 24 * 3600 * 1000;

/** What stands before a recording comes in. */
export interface UploadFacts {
  readonly state: SessionState;
  readonly scheduledAtMs: number;
  /** It has a take, or one is being made of another file. */
  readonly isRecorded: boolean;
}

/** What somebody wants to send. */
export interface WantedUpload {
  readonly purpose: UploadPurpose;
  readonly bytes: number;
  /** Null: when the session was scheduled. */
  readonly heldAtMs: number | null;
}

/** May it be sent? Answers when the recording began; null for a feed. */
export function decideUpload(
  session: UploadFacts,
  upload: WantedUpload,
  limits: { readonly nowMs: number; readonly limitBytes: number },
): Outcome<{ heldAtMs: number | null }> {
  if (limits.limitBytes === 0)
    return refuse('command-not-allowed', 'This server takes no recordings (UPLOAD_LIMIT_GB).');
  if (upload.bytes > limits.limitBytes) {
    const gigabytes = Math.floor(limits.limitBytes / 1e9);
    return refuse('too-large', `The file is larger than ${gigabytes} GB, the most that this server takes.`);
  }
  if (upload.purpose === 'feed') {
    if (acceptsFeed(session.state)) return accept({ heldAtMs: null });
    return refuse('command-not-allowed', 'This session takes no feed any more, so no file can be played in it.');
  }
  const fits = mayHaveRecording(session);
  if (!fits.ok) return fits;
  const heldAtMs = upload.heldAtMs ?? session.scheduledAtMs;
  if (heldAtMs < limits.nowMs) return accept({ heldAtMs });
  return refuse('bad-upload', 'A recording is of a past session: say when it was held.');
}

/** May a file become the recording of this session? Only of one that is over or never began, and was not recorded here. */
export function mayHaveRecording({ state, isRecorded }: UploadFacts): Outcome<null> {
  if (state !== 'scheduled' && state !== 'ended') {
    return refuse('command-not-allowed', 'A recording can only be added to a session that is not going on.');
  }
  if (isRecorded) return refuse('command-not-allowed', 'This session has its recording already.');
  return accept(null);
}

/** The session once its recording is in the archive: over, and as public as after adjourning. */
export function sessionWithRecording(
  session: { readonly state: SessionState; readonly publication: Publication; readonly review: boolean },
  recording: { readonly startedAtMs: number; readonly endedAtMs: number },
): { state: 'ended'; publication: Publication; startedAtMs: number; endedAtMs: number } {
  const publication = session.state === 'ended' ? session.publication : publicationAfterAdjourn(session);
  return { state: 'ended', publication, startedAtMs: recording.startedAtMs, endedAtMs: recording.endedAtMs };
}

/** Is something still to become of it? */
export function isUnderWay(state: UploadState): boolean {
  return state === 'uploading' || state === 'waiting' || state === 'working';
}

/** A take and its smaller rungs need room beside the file they are made of. */
const takeBytesPerByte = 1.6;
/** What stays free for the sessions to come. */
const reserve = { share: 0.05, mostBytes: 20e9 };

/** Is there room for these uploads, with what they become? */
export function hasRoomFor(
  uploads: readonly { readonly purpose: UploadPurpose; readonly missingBytes: number; readonly bytes: number }[],
  disk: { readonly freeBytes: number; readonly totalBytes: number },
): boolean {
  const wanted = uploads.map(({ purpose, missingBytes, bytes }) => {
    return missingBytes + (purpose === 'take' ? bytes * takeBytesPerByte : 0);
  });
  const needed = wanted.reduce((sum, bytes) => sum + bytes, 0);
  return disk.freeBytes - needed > reservedBytes(disk);
}

/** How much of the disk uploads leave alone. */
export function reservedBytes({ totalBytes }: { readonly totalBytes: number }): number {
  return Math.min(reserve.mostBytes, totalBytes * reserve.share);
}
