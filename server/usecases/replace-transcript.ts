// Replaces the transcript of a session by a WebVTT document. Broken cues are reported, the good ones are kept.
import { inTransaction } from '../../db/open.ts';
import { finishIndexing } from '../../db/search/finish-indexing.ts';
import { replaceTranscript as storeTranscript } from '../../db/transcripts.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { TranscriptResult } from '../contract/transcripts.ts';
import { requireSeenFields } from '../domain/seen-rules.ts';
import { readVtt } from '../domain/vtt.ts';
import { noteCorrection, transcriptAdded, transcriptReplaced } from './correct-published.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { keepVersion } from './keep-version.ts';
import { writeAudit } from './write-audit.ts';

/** A transcript as it was sent. `seen`: the id of the one that it shall replace, `none` where there was none; left out: not checked. */
export interface SentTranscript {
  readonly vtt: string;
  readonly note?: string | undefined;
  readonly seen?: string | undefined;
}

/** The one before stays readable in the version it belonged to. Refuses with `bad-transcript` only what holds no usable cue at all. */
export async function replaceTranscript(
  house: House,
  actor: Actor,
  sessionId: string,
  sent: SentTranscript,
): Promise<Outcome<TranscriptResult>> {
  const kept = await house.queue.run(sessionId, () => keepTranscript(house, actor, sessionId, sent));
  // Who has the answer finds every word of it.
  if (kept.ok) await finishIndexing(house.db, { sessionId });
  return kept;
}

async function keepTranscript(
  house: House,
  actor: Actor,
  sessionId: string,
  { vtt, note, seen }: SentTranscript,
): Promise<Outcome<TranscriptResult>> {
  const found = await findSessionFor(house, actor, 'replace-transcript', sessionId);
  if (!found.ok) return found;
  const still = requireSeenFields(seen === undefined ? undefined : { transcript: seen === 'none' ? null : seen }, {
    transcript: found.value.transcriptId,
  });
  if (!still.ok) return still;
  const reading = readVtt(vtt);
  if (reading.kind === 'refused') {
    const errors = reading.problems.map(({ line, detail }) => ({ path: `line ${line}`, detail }));
    return refuse('bad-transcript', reading.detail, { errors });
  }
  // Four hours of captions took some 30 ms to read; keeping them takes as much, and viewers are served in between.
  await new Promise((resolve) => setImmediate(resolve));
  const atMs = house.now();
  const transcript = { id: house.newId(), sessionId, lang: found.value.lang, source: 'uploaded', createdAtMs: atMs };
  await inTransaction(house.db, async (db) => {
    await keepVersion(house, db, found.value, atMs);
    await storeTranscript(db, { ...transcript, cues: reading.cues });
    const after = { transcriptId: transcript.id, cues: reading.cues.length, problems: reading.problems.length };
    const said = note ?? (found.value.transcriptId !== null ? transcriptReplaced : transcriptAdded);
    await noteCorrection(db, found.value, { actor, atMs, note: said });
    const act = { action: 'session.transcript-replaced', sessionId, atMs, after, reason: note };
    await writeAudit(house, db, actor, act);
  });
  return accept({ cueCount: reading.cues.length, problems: [...reading.problems] });
}
