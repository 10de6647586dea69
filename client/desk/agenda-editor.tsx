// Edits a whole agenda as text; items keep their marks as long as their line, title or number stays.
import { useMemo, useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { replaceAgenda } from '../api/desk.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { AgendaField } from './agenda-field.tsx';
import { readAgendaText, writeAgendaText } from './agenda-text.ts';
import { useDeskAction } from './use-desk-action.ts';

/** The editor; saving replaces the agenda on the server. */
export function AgendaEditor({ session, onClose }: { session: Session; onClose: () => void }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const [known] = useState(session.agenda);
  const [text, setText] = useState(() => writeAgendaText(session.agenda));
  const read = useMemo(() => readAgendaText(text, known), [text, known]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await action.run('save', () => replaceAgenda(session.id, read), t('desk.agenda.saved'));
    if (answer !== null) onClose();
  };
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-agenda-edit">
      <h2 id="desk-agenda-edit">{t('desk.agenda.editHeading')}</h2>
      <form onSubmit={(event) => void save(event)}>
        <AgendaField text={text} read={read} hint={t('desk.agenda.editHint')} onChange={setText} />
        {action.problem !== null && (
          <Alert kind="danger" urgency="urgent">
            <p>{action.problem}</p>
          </Alert>
        )}
        <div className="cdv-buttons">
          <Button type="submit" disabled={action.running !== null}>
            {action.running === null ? t('desk.agenda.save') : t('desk.busy')}
          </Button>
          <Button look="outline" onClick={onClose}>
            {t('desk.agenda.leave')}
          </Button>
        </div>
      </form>
    </section>
  );
}
