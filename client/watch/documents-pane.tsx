// The documents of a session, each with its text to unfold.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { AgendaItem, SessionRecord } from '../../server/contract/sessions.ts';
import type { Language } from '../text/language.ts';
import { dayInShort } from '../text/times.ts';
import { useLanguage } from '../ui/use-language.ts';
import { agendaRows, itemInWords } from './agenda-line.ts';

type SessionDocument = SessionRecord['documents'][number];

/** Folded by default: the texts are long. Those of the item to which the address leads (`#item-…`) are unfolded. */
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
  const language = useLanguage();
  const { hash } = useLocation();
  const facts = [
    document.number !== null && t('documents.number', { number: document.number }),
    document.date !== null && t('documents.ofDay', { day: dayOf(document.date, language) }),
    item && t('documents.forItem', { item: itemInWords(item) }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <details
      className="cdv-document"
      id={`document-${document.id}`}
      open={item !== undefined && hash === `#item-${item.id}`}
    >
      <summary>
        <span className="cdv-document-title">{document.title}</span>
        {facts.length > 0 && <span className="cdv-document-facts">{facts.join(' · ')}</span>}
      </summary>
      {document.text === '' ? <p>{t('documents.noText')}</p> : <div className="cdv-document-text">{document.text}</div>}
    </details>
  );
}

/** A day written as `2026-03-03` in words; other forms as they came. */
function dayOf(date: string, language: Language): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? dayInShort(`${date}T12:00:00Z`, language) : date;
}
