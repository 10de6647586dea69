// Who still points at a file of the store. Must not know where files lie.
import type { Db } from './open.ts';

/** Does any row need the file with this hash: a document, in any of its versions, or the photo of a person? */
export async function isFileNeeded(db: Db, sha256: string): Promise<boolean> {
  const document = db.selectFrom('document_files').select('sha256').where('sha256', '=', sha256).limit(1);
  const photo = db.selectFrom('people').select('photo').where('photo', '=', sha256).limit(1);
  return (await document.executeTakeFirst()) !== undefined || (await photo.executeTakeFirst()) !== undefined;
}

/** The hashes of all files that some row needs. */
export async function listNeededFiles(db: Db): Promise<Set<string>> {
  const documents = await db.selectFrom('document_files').select('sha256').distinct().execute();
  const photos = await db.selectFrom('people').select('photo').where('photo', 'is not', null).execute();
  return new Set([...documents.map((row) => row.sha256), ...photos.flatMap((row) => row.photo ?? [])]);
}
