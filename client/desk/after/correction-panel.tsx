// A correction of a published session: opened, edited in as many steps as it takes, closed with one note that everyone reads.
import { useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouncilLog } from '../../../server/contract/council-log.ts';
import type { Session } from '../../../server/contract/sessions.ts';
import { closeCorrection, openCorrection } from '../../api/after.ts';
import { isCorrected, noteOf } from '../../prepare/correction-note.tsx';
import { dayInShort, timeOfDay } from '../../text/times.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useDeskAction } from '../use-desk-action.ts';

/** The panel; before a session is over and published there is nothing to correct in the open. */
export function CorrectionPanel({ session, log }: { session: Session; log: CouncilLog }): JSX.Element | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useDeskAction(session.id);
  const [note, setNote] = useState('');
  const open = log.correction;
  if (open === undefined && !isCorrected(session)) return null;
  const close = async (event: FormEvent) => {
    event.preventDefault();
    const act = () => closeCorrection(session.id, noteOf(note));
    if ((await action.run('close', act, t('after.correction.closed'))) !== null) setNote('');
  };
  return (
    <section className="cv-desk__panel" aria-labelledby="after-correction">
      <h2 id="after-correction">{t('after.correction.heading')}</h2>
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          {action.problem}
        </Alert>
      )}
      {open === undefined ? (
        <>
          <p className="cdv-hint">{t('after.correction.hint')}</p>
          <Button
            look="outline"
            disabled={action.running !== null}
            onClick={() => void action.run('open', () => openCorrection(session.id), t('after.correction.opened'))}
          >
            {t('after.correction.open')}
          </Button>
        </>
      ) : (
        <form className="cv-prepare__form" onSubmit={(event) => void close(event)}>
          <p>
            {t('after.correction.since', {
              day: dayInShort(open.since, language),
              time: timeOfDay(open.since, language),
              by: open.by ?? '?',
            })}{' '}
            {t(open.hasChanges ? 'after.correction.changed' : 'after.correction.unchanged')}
          </p>
          {open.hasChanges && (
            <TextField
              label={t('prepare.note')}
              hint={t('after.correction.noteHint')}
              value={note}
              maxLength={1000}
              required
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          <Button type="submit" icon="check" disabled={action.running !== null}>
            {t('after.correction.close')}
          </Button>
        </form>
      )}
    </section>
  );
}
