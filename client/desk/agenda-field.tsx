// A box to paste an agenda into, with what was understood of it beside.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewAgendaItem } from '../../server/contract/sessions.ts';
import { Field } from '../ui/field.tsx';
import { AgendaFileField } from './agenda-file-field.tsx';
import { countItems } from './agenda-text.ts';

interface AgendaFieldProps {
  text: string;
  read: readonly NewAgendaItem[];
  hint?: string;
  onChange: (text: string) => void;
}

/** The text area and its preview. */
export function AgendaField({ text, read, hint, onChange }: AgendaFieldProps): JSX.Element {
  const { t } = useTranslation();
  const count = countItems(read);
  return (
    <div className="cv-desk__agenda-field">
      <AgendaFileField onRead={onChange} />
      <Field label={t('desk.form.agenda')} hint={`${t('desk.form.agendaHint')} ${hint ?? ''}`.trim()}>
        {(ids) => (
          <textarea
            {...ids}
            className="form-control cv-desk__textarea"
            rows={10}
            value={text}
            spellCheck={false}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="cv-desk__preview">
        <p role="status">{count === 0 ? t('desk.form.previewNone') : t('desk.form.preview', { count })}</p>
        {/* A long agenda scrolls in its place; with the keyboard only what can be focused can be scrolled. */}
        <div className="cv-desk__preview-list" role="group" aria-label={t('desk.form.agenda')} tabIndex={0}>
          <PreviewTree items={read} />
        </div>
      </div>
    </div>
  );
}

function PreviewTree({ items }: { items: readonly NewAgendaItem[] }): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <ul>
      {items.map((item, index) => (
        <li key={`${index}-${item.title}`}>
          {item.number !== undefined && <strong>{item.number} </strong>}
          {item.title}
          <PreviewTree items={item.children ?? []} />
        </li>
      ))}
    </ul>
  );
}
