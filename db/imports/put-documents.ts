// Puts imported documents into their table; a document is recognised by the id that the outside gave it.
import type { ImportedDocument } from '../../server/contract/imports.ts';
import { putPlainText } from '../document-texts.ts';
import type { Db } from '../open.ts';
import { extraOf, findItem, saysTheSame, type ImportContext, type PutSession, type Sourced } from './import-context.ts';

const documentFields = ['kind', 'id', 'sessionId', 'agendaItemId', 'number', 'date', 'title', 'text'];

/** Creates and changes the documents of a session; answers whether anything changed. */
export async function putDocuments(
  db: Db,
  put: PutSession,
  sources: readonly Sourced<ImportedDocument>[],
  context: ImportContext,
): Promise<boolean> {
  let changed = false;
  for (const source of sources) {
    const outcome = await putDocument(db, put, source, context);
    changed ||= outcome === 'created' || outcome === 'updated';
    if (outcome !== 'left out') context.documents[outcome] += 1;
  }
  return changed;
}

async function putDocument(
  db: Db,
  put: PutSession,
  source: Sourced<ImportedDocument>,
  context: ImportContext,
): Promise<'created' | 'updated' | 'unchanged' | 'left out'> {
  const { id } = source.value;
  const row = await db.selectFrom('documents').selectAll().where('external_id', '=', id).executeTakeFirst();
  if (row !== undefined && row.session_id !== put.sessionId) {
    const detail = `the document ${id} belongs to another session already; it is left out`;
    context.notices.push({ file: source.file, line: source.line, detail });
    return 'left out';
  }
  const values = documentValues(put, source, context);
  if (row === undefined) {
    const newId = context.newId();
    await db
      .insertInto('documents')
      .values({ id: newId, external_id: id, ...values })
      .execute();
    await putPlainText(db, newId, source.value.text);
    return 'created';
  }
  // A file that staff gave to an imported document has the better text.
  const hasNewText = row.version === 0 && (await putPlainText(db, row.id, source.value.text));
  if (saysTheSame(row, values)) return hasNewText ? 'updated' : 'unchanged';
  await db.updateTable('documents').set(values).where('id', '=', row.id).execute();
  return 'updated';
}

function documentValues(put: PutSession, source: Sourced<ImportedDocument>, context: ImportContext) {
  const document = source.value;
  return {
    session_id: put.sessionId,
    // An agenda may name its documents instead of the document its item.
    agenda_item_id: findItem(put, source, context) ?? put.itemOfDocument.get(document.id) ?? null,
    number: document.number ?? null,
    date: document.date ?? null,
    title: document.title,
    kind: /^(?:minutes|verbale)$/iu.test(document.documentKind ?? '') ? 'minutes' : 'document',
    extra: extraOf(document, documentFields),
  };
}
