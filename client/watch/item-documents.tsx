// The files of one item beside it on the agenda: one tap away, folded when there are many.
import { useTranslation } from 'react-i18next';
import type { SessionDocument } from '../../server/contract/documents.ts';
import { DocumentLink } from './document-link.tsx';

/** More than these are folded away. */
const shownAtOnce = 2;

/** Nothing at all when the item has no files. */
export function ItemDocuments({ documents }: { documents: readonly SessionDocument[] }) {
  const { t } = useTranslation();
  const links = documents.flatMap(({ id, title, file }) =>
    file === null
      ? []
      : [
          <li key={id}>
            <DocumentLink title={title} file={file} look="clip" />
          </li>,
        ],
  );
  if (links.length === 0) return null;
  const list = <ul className="cdv-item-documents">{links}</ul>;
  if (links.length <= shownAtOnce) return list;
  return (
    <details className="cdv-item-documents-fold">
      <summary>{t('documents.ofItem', { count: links.length })}</summary>
      {list}
    </details>
  );
}
