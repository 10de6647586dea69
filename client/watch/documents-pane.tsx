// The documents of a session: each with its file, and its text for those who read here.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { SessionDocument } from '../../server/contract/documents.ts';
import type { AgendaItem } from '../../server/contract/sessions.ts';
import { documentTextQuery } from '../api/documents.ts';
import type { Language } from '../text/language.ts';
import { dayInShort } from '../text/times.ts';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { agendaRows, itemInWords } from './agenda-line.ts';
import { DocumentLink } from './document-link.tsx';

interface DocumentsPaneProps {
  sessionId: string;
  documents: readonly SessionDocument[];
  agenda: AgendaItem[];
}

/** Texts are folded by default: they are long. Those of the item to which the address leads (`#item-…`) are unfolded. */
export function DocumentsPane({ sessionId, documents, agenda }: DocumentsPaneProps) {
  const items = useMemo(() => new Map(agendaRows(agenda).map(({ item }) => [item.id, item])), [agenda]);
  return (
    <div className="cdv-scroll">
      {documents.map((document) => (
        <DocumentEntry
          key={document.id}
          sessionId={sessionId}
          document={document}
          item={document.agendaItemId === null ? undefined : items.get(document.agendaItemId)}
        />
      ))}
    </div>
  );
}

interface EntryProps {
  sessionId: string;
  document: SessionDocument;
  item: AgendaItem | undefined;
}

function DocumentEntry({ sessionId, document, item }: EntryProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const facts = [
    document.number !== null && t('documents.number', { number: document.number }),
    document.date !== null && t('documents.ofDay', { day: dayOf(document.date, language) }),
    item && t('documents.forItem', { item: itemInWords(item) }),
    document.kind === 'minutes' && t('documents.isMinutes'),
    document.audience === 'staff' && t('documents.forStaff'),
  ].filter((fact) => typeof fact === 'string');
  const hasText = document.textState === 'read' || document.textState === 'partial';
  return (
    <article className="cdv-document" id={`document-${document.id}`}>
      <h3 className="cdv-document-title">{document.title}</h3>
      {facts.length > 0 && <p className="cdv-document-facts">{facts.join(' · ')}</p>}
      {document.file !== null && <DocumentLink title={document.title} file={document.file} look="download" />}
      {hasText && <TextFold sessionId={sessionId} document={document} item={item} />}
    </article>
  );
}

function TextFold({ sessionId, document, item }: EntryProps) {
  const { t } = useTranslation();
  const { hash } = useLocation();
  const isTarget = hash === `#document-${document.id}` || (item !== undefined && hash === `#item-${item.id}`);
  const [wasOpened, setOpened] = useState(isTarget);
  return (
    <details open={isTarget} onToggle={(event) => setOpened((last) => last || event.currentTarget.open)}>
      <summary>
        {t('documents.readHere')}
        <span className="visually-hidden">: {document.title}</span>
      </summary>
      {wasOpened && <Text sessionId={sessionId} document={document} />}
    </details>
  );
}

function Text({ sessionId, document }: Omit<EntryProps, 'item'>) {
  const { t } = useTranslation();
  const text = useQuery(documentTextQuery(sessionId, document.id));
  if (text.error !== null) return <ProblemBox error={text.error} onRetry={() => void text.refetch()} />;
  if (text.data === undefined) return <Spinner />;
  const { pages } = text.data;
  const hasPages = pages.some(({ page }) => page > 1);
  if (pages.length === 0) return <p>{t('documents.noText')}</p>;
  return (
    <div className="cdv-document-text">
      {pages.map(({ page, text: words }) => (
        <section key={page} {...(hasPages && { 'aria-label': t('documents.page', { page }) })}>
          {hasPages && <h4 className="cdv-document-page">{t('documents.page', { page })}</h4>}
          {words}
        </section>
      ))}
    </div>
  );
}

/** A day written as `2026-03-03` in words; other forms as they came. */
function dayOf(date: string, language: Language): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? dayInShort(`${date}T12:00:00Z`, language) : date;
}
