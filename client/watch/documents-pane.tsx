// The documents of a session, each with its text to unfold.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem, SessionRecord } from '../../server/contract/sessions.ts';
import { agendaRows, itemInWords } from './agenda-line.ts';

type SessionDocument = SessionRecord['documents'][number];

/** Folded by default: the texts are long. */
export function DocumentsPane({ documents, agenda }: { documents: readonly SessionDocument[]; agenda: AgendaItem[] }) {
  const items = useMemo(() => new Map(agendaRows(agenda).map(({ item }) => [item.id, item])), [agenda]);
  return (
    <div className="cdv-scroll">
      {documents.map((document) => (
        <DocumentEntry
          key={document.id}
          document={document}
          item={document.agendaItemId === null ? undefined : items.get(document.agendaItemId)}
        />
      ))}
    </div>
  );
}

function DocumentEntry({ document, item }: { document: SessionDocument; item: AgendaItem | undefined }) {
  const { t } = useTranslation();
  const facts = [
    document.number !== null && t('documents.number', { number: document.number }),
    document.date !== null && t('documents.ofDay', { day: document.date }),
    item && t('documents.forItem', { item: itemInWords(item) }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <details className="cdv-document" id={`document-${document.id}`}>
      <summary>
        <span className="cdv-document-title">{document.title}</span>
        {facts.length > 0 && <span className="cdv-document-facts">{facts.join(' · ')}</span>}
      </summary>
      {document.text === '' ? <p>{t('documents.noText')}</p> : <div className="cdv-document-text">{document.text}</div>}
    </details>
  );
}
