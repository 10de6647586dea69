// Reads the text of documents that wait for it, one after the other, into pages that search finds.
import { findUnreadFile, putText, type UnreadFile } from '../../db/document-texts.ts';
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import type { House } from './house.ts';

/** Reads until nothing waits or `signal` says stop; what was being read then goes on waiting. */
export async function readDocumentTexts(house: House, signal: AbortSignal): Promise<void> {
  for (let file = await findUnreadFile(house.db); file !== null; file = await findUnreadFile(house.db)) {
    if (signal.aborted) return;
    await readOne(house, file, signal);
  }
}

async function readOne(house: House, file: UnreadFile, signal: AbortSignal): Promise<void> {
  const read = await house.texts.readDocument(house.files.pathOf(file.sha256), file.format);
  if (signal.aborted) return;
  await inTransaction(house.db, async (db) => {
    if (await putText(db, file, read)) await indexSession(db, file.sessionId);
  });
  const facts = { documentId: file.documentId, state: read.state, pages: read.pages, reason: read.reason };
  if (read.reason === null) house.log.info(facts, 'the text of a document was read');
  else house.log.warn(facts, 'the text of a document could not be read whole');
  house.broadcast({ name: 'agenda:changed', sessionId: file.sessionId, data: { sessionId: file.sessionId } });
}
