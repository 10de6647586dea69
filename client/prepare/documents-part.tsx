// The documents of a session, or of one item, on the desk: what is there, and where more are dropped.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem, Session } from '../../server/contract/sessions.ts';
import { addDocument, documentsQuery } from '../api/documents.ts';
import { itemInWords } from '../watch/agenda-line.ts';
import { DocumentRow } from './document-row.tsx';
import { DropZone, PendingFiles } from './drop-zone.tsx';
import { useUploads } from './use-uploads.ts';

/** `item` null: those of the whole session. */
export function DocumentsPart({ session, item }: { session: Session; item: AgendaItem | null }): JSX.Element {
  const { t } = useTranslation();
  const uploads = useUploads(session.id);
  const documents = useQuery(documentsQuery(session.id));
  const agendaItemId = item?.id ?? null;
  const own = documents.data?.filter((document) => document.agendaItemId === agendaItemId) ?? [];
  const where = item === null ? t('prepare.documents.wholeSession') : itemInWords(item);
  const send = (files: readonly File[]) =>
    uploads.add(files, (file, onProgress) => addDocument(session.id, { file, agendaItemId }, onProgress));
  return (
    <div className="cv-prepare__documents">
      {own.length > 0 && (
        <ul className="cv-prepare__list">
          {own.map((document) => (
            <DocumentRow key={`${document.id}-${document.file?.version}`} session={session} document={document} />
          ))}
        </ul>
      )}
      <DropZone where={where} onFiles={send} />
      <PendingFiles uploads={uploads} />
    </div>
  );
}
