// Shows what is on record of a session: speeches, documents, transcript.
import { listDocumentPages } from '../../db/document-texts.ts';
import { listDocuments } from '../../db/documents.ts';
import type { StoredDocument } from '../../db/documents.ts';
import { listSpeeches } from '../../db/speeches.ts';
import type { StoredSpeech } from '../../db/speeches.ts';
import { listCues } from '../../db/transcripts.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { SessionRecord } from '../contract/sessions.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';
import { isPublic } from './show-documents.ts';

/** The record of a session, if this actor may see it; documents that have a file are listed with the documents. */
export async function showRecord(house: House, actor: Actor, sessionId: string): Promise<Outcome<SessionRecord>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const [speeches, documents, cues] = await Promise.all([
    listSpeeches(house.db, sessionId),
    listDocuments(house.db, sessionId),
    listCues(house.db, sessionId),
  ]);
  const written = documents.filter((document) => document.file === null && isPublic(document));
  const texts = await Promise.all(written.map(({ id }) => readText(house, id)));
  return accept({
    speeches: speeches.map(toSpeech),
    documents: written.map((document, index) => toDocument(document, texts[index] ?? '')),
    cues,
  });
}

function toSpeech(speech: StoredSpeech): SessionRecord['speeches'][number] {
  return {
    id: speech.id,
    ...(speech.externalId === null ? {} : { externalId: speech.externalId }),
    agendaItemId: speech.agendaItemId,
    speaker: speech.speaker,
    role: speech.role,
    group: speech.group,
    lang: speech.lang,
    startSeconds: speech.startSeconds,
    endSeconds: speech.endSeconds,
    timeEstimated: speech.timeEstimated,
    text: speech.text,
  };
}

/** A form feed begins a page. */
async function readText(house: House, documentId: string): Promise<string> {
  return (await listDocumentPages(house.db, { documentId })).map(({ text }) => text).join('\f');
}

function toDocument(document: StoredDocument, text: string): SessionRecord['documents'][number] {
  return {
    id: document.id,
    ...(document.externalId === null ? {} : { externalId: document.externalId }),
    agendaItemId: document.agendaItemId,
    number: document.number,
    date: document.date,
    title: document.title,
    text,
  };
}
