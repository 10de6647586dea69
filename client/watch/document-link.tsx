// The link that fetches the file of a document, with what it is and how large.
import { useTranslation } from 'react-i18next';
import type { SessionDocument } from '../../server/contract/documents.ts';
import { sizeInWords } from '../text/file-sizes.ts';
import { Icon } from '../ui/icon.tsx';
import { useLanguage } from '../ui/use-language.ts';

type DocumentFile = NonNullable<SessionDocument['file']>;

/** `look`: with a paper clip at an item of the agenda, with an arrow elsewhere. */
export function DocumentLink({ title, file, look }: { title: string; file: DocumentFile; look: 'clip' | 'download' }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const facts = `${file.format.toUpperCase()}, ${sizeInWords(file.bytes, language)}`;
  return (
    <a className="cdv-document-link" href={file.url} download>
      <Icon name={look} />
      <span>
        {look === 'clip' ? title : t('documents.fetch')} <span className="cdv-document-facts">({facts})</span>
        {look === 'download' && <span className="visually-hidden">: {title}</span>}
      </span>
    </a>
  );
}
