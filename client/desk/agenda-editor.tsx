// Edits a whole agenda as text; items keep their marks as long as their line, title or number stays.
import { useMemo, useState } from 'react';
import type { FormEvent, JSX } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { agendaRows } from '../../server/contract/seen-rows.ts';
import type { AgendaItem, Session } from '../../server/contract/sessions.ts';
import { replaceAgenda } from '../api/desk.ts';
import { Alert } from '../ui/alert.tsx';
import { NoteField, noteOf } from '../prepare/correction-note.tsx';
import { Button } from '../ui/button.tsx';
import { asWritten } from './add-item.tsx';
import { diffAgenda, type AgendaDiff } from './agenda-diff.ts';
import { AgendaField } from './agenda-field.tsx';
import { readAgendaText, writeAgendaText } from './agenda-text.ts';
import { ChangedByOther } from './changed-by-other.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** The editor; saving replaces the agenda on the server. */
export function AgendaEditor({ session, onClose }: { session: Session; onClose: () => void }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const [known, setKnown] = useState(session.agenda);
  const [text, setText] = useState(() => writeAgendaText(session.agenda));
  const read = useMemo(() => readAgendaText(text, known), [text, known]);
  const diff = useMemo(() => diffAgenda(known, read), [known, read]);
  const [note, setNote] = useState('');
  const others = useOthersChanges(known, session.agenda);
  const takeOthers = () => {
    setKnown(session.agenda);
    setText(writeAgendaText(session.agenda));
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await action.run(
      'save',
      () => replaceAgenda(session.id, { agenda: read, seen: known, ...noteOf(note) }),
      t('desk.agenda.saved'),
    );
    if (answer !== null) onClose();
  };
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-agenda-edit">
      <h2 id="desk-agenda-edit">{t('desk.agenda.editHeading')}</h2>
      <form onSubmit={(event) => void save(event)}>
        <AgendaField text={text} read={read} hint={t('desk.agenda.editHint')} onChange={setText} />
        <Difference diff={diff} />
        <NoteField session={session} value={note} onChange={setNote} />
        <ChangedByOther lines={others} onTake={takeOthers} onKeep={() => setKnown(session.agenda)} />
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

/** What another clerk has changed since this agenda was read, a line each. */
function useOthersChanges(known: readonly AgendaItem[], now: readonly AgendaItem[]): string[] {
  const { t } = useTranslation();
  if (JSON.stringify(agendaRows(known)) === JSON.stringify(agendaRows(now))) return [];
  const lines = linesOf(diffAgenda(known, now.map(asWritten)), t);
  return lines.length > 0 ? lines : [t('together.order')];
}

function linesOf({ added, removed, changed }: AgendaDiff, t: TFunction): string[] {
  return [
    ...added.map((item) => t('council.agendaFile.added', { item })),
    ...removed.map((item) => t('council.agendaFile.removed', { item })),
    ...changed.map(({ from, to }) => t('council.agendaFile.changed', { from, to })),
  ];
}

/** What saving would change; marks stay with every item that is not removed. */
function Difference({ diff }: { diff: AgendaDiff }): JSX.Element | null {
  const { t } = useTranslation();
  if (diff.added.length + diff.removed.length + diff.changed.length === 0) return null;
  return (
    <div className="cv-council__diff">
      <h3>{t('council.agendaFile.diff')}</h3>
      <ul>
        {linesOf(diff, t).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
