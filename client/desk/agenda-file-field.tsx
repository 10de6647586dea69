// Reads an agenda out of a file into the text box; what could not be read is said, nothing is saved yet.
import { useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaLines } from '../../server/contract/files.ts';
import { readAgendaFile } from '../api/desk.ts';
import { Field } from '../ui/field.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** The file field; `onRead` gets the lines. */
export function AgendaFileField({ onRead }: { onRead: (text: string) => void }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(null);
  const [problems, setProblems] = useState<AgendaLines['problems']>([]);
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    const answer = await action.run('file', () => readAgendaFile(file), t('council.agendaFile.read'));
    setProblems(answer?.value.problems ?? []);
    if (answer !== null) onRead(answer.value.text);
  };
  return (
    <>
      <Field
        label={t('council.agendaFile.choose')}
        hint={t('council.agendaFile.hint')}
        error={action.problem ?? undefined}
      >
        {(ids) => (
          <input
            {...ids}
            type="file"
            accept=".docx,.odt,.pdf,.csv,.json,.txt"
            disabled={action.running !== null}
            onChange={(event) => void read(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
      {problems.length > 0 && (
        <ul role="status">
          {problems.map(({ line, text, code }) => (
            <li key={line}>
              {t('council.body.line', { line, detail: t(`problems.lines.${code}`) })} <code>{text}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
