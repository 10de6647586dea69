// The event log of the session: everything that was clicked, newest first; each entry can be moved, corrected or taken out.
import { useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouncilLog, EntryData, LogEntry } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { changeEntry, removeEntry } from '../api/council.ts';
import { timeWithSeconds } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { AddNote } from './add-note.tsx';
import { EntryEditor } from './entry-editor.tsx';
import { useEntryInWords } from './entry-words.ts';
import { useDeskAction, type DeskAction } from './use-desk-action.ts';

/** The panel; once the session is published and over, changes need a note that everyone reads. */
export function LogPanel({ session, log }: { session: Session; log: CouncilLog }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const [note, setNote] = useState('');
  const isCorrection = session.state === 'ended' && session.publication === 'published';
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-log">
      <h2 id="desk-log">{t('council.log.heading')}</h2>
      {isCorrection && (
        <TextField
          label={t('council.log.note')}
          hint={t('council.log.noteHint')}
          value={note}
          maxLength={1000}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      <AddNote session={session} action={action} />
      {log.entries.length === 0 && <p>{t('council.log.none')}</p>}
      <ol className="cv-council__log">
        {log.entries.toReversed().map((entry) => (
          <EntryRow key={entry.id} {...{ entry, session, log, action }} note={note.trim() === '' ? undefined : note} />
        ))}
      </ol>
    </section>
  );
}

interface EntryRowProps {
  entry: LogEntry;
  session: Session;
  log: CouncilLog;
  action: DeskAction;
  note: string | undefined;
}

function EntryRow({ entry, session, log, action, note }: EntryRowProps): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const [isEditing, setEditing] = useState(false);
  const words = useEntryInWords(session, log)(entry);
  const noted = note === undefined ? {} : { note };
  const move = (bySeconds: number) => {
    const at = new Date(Date.parse(entry.at) + bySeconds * 1000).toISOString();
    const change = { version: entry.version, at, ...noted };
    void action.run(entry.id, () => changeEntry(session.id, entry.id, change), t('council.log.moved'));
  };
  const undo = () =>
    void action.run(entry.id, () => removeEntry(session.id, entry, note), t('council.log.undone', { entry: words }));
  const save = async (data: EntryData) => {
    const change = { version: entry.version, data, ...noted };
    const act = () => changeEntry(session.id, entry.id, change);
    const answer = await action.run(entry.id, act, t('control.log.saved'));
    if (answer !== null) setEditing(false);
  };
  const isBusy = action.running !== null;
  return (
    <li className="cv-council__entry">
      <span>
        <time dateTime={entry.at} className="cv-desk__digits">
          {timeWithSeconds(entry.at, language)}
        </time>{' '}
        {words} {entry.by !== null && <small className="cdv-hint">{entry.by}</small>}
      </span>
      {isEditing ? (
        <EntryEditor
          data={entry.data}
          words={words}
          isBusy={isBusy}
          onSave={(data) => void save(data)}
          onClose={() => setEditing(false)}
        />
      ) : (
        <span className="cdv-buttons">
          <MoveButtons words={words} isBusy={isBusy} onMove={move} />
          <Button
            look="quiet"
            disabled={isBusy}
            aria-label={t('control.log.editOf', { entry: words })}
            onClick={() => setEditing(true)}
          >
            {t('control.log.edit')}
          </Button>
          <Button look="quiet" disabled={isBusy} aria-label={t('council.log.undoOf', { entry: words })} onClick={undo}>
            {t('council.log.undo')}
          </Button>
        </span>
      )}
    </li>
  );
}

/** Seconds by which an entry moves at a click, each with the words of its button. */
const moves = [
  [-30, 'control.log.muchEarlier', '−30 s'],
  [-10, 'council.log.earlier', '−10 s'],
  [10, 'council.log.later', '+10 s'],
] as const;

function MoveButtons(props: { words: string; isBusy: boolean; onMove: (bySeconds: number) => void }): JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      {moves.map(([seconds, label, shown]) => (
        <Button
          key={seconds}
          look="quiet"
          disabled={props.isBusy}
          aria-label={t(label, { entry: props.words })}
          onClick={() => props.onMove(seconds)}
        >
          {shown}
        </Button>
      ))}
    </>
  );
}
