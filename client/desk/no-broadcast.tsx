// Warns before and during an item that must not be broadcast, and offers the way out at one key: C closes the doors, S suspends.
import { useEffect, useId, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem, Command, Session } from '../../server/contract/sessions.ts';
import { runCommand } from '../api/desk.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { itemInWords } from '../watch/agenda-line.ts';
import { readDeskAgenda } from './agenda-marks.ts';
import { useDeskAction } from './use-desk-action.ts';

const keys: Readonly<Record<string, Command>> = { c: 'close-doors', s: 'recess' };

/** Nothing while the session is not on air, or neither the current nor the next item is meant. */
export function NoBroadcast({ session }: { session: Session }): JSX.Element | null {
  const { t } = useTranslation();
  const titleId = useId();
  const action = useDeskAction(session.id);
  const agenda = readDeskAgenda(session.agenda);
  const isNow = agenda.last !== null && isKept(agenda.last.item);
  const item = isNow ? (agenda.last?.item ?? null) : agenda.next !== null && isKept(agenda.next) ? agenda.next : null;
  const isShown = session.state === 'live' && item !== null;
  const give = (command: Command) =>
    void action.run(command, () => runCommand(session.id, { command }), t(`desk.commands.done.${command}`));
  useCommandKeys(isShown && action.running === null, give);
  if (!isShown) return null;
  return (
    <section aria-labelledby={titleId}>
      <Alert kind={isNow ? 'danger' : 'warning'} urgency="urgent">
        <p id={titleId}>
          <strong>{t(isNow ? 'prepare.kept.now' : 'prepare.kept.next', { item: itemInWords(item) })}</strong>
        </p>
        <div className="cdv-buttons">
          <Button look="danger" icon="lock" disabled={action.running !== null} onClick={() => give('close-doors')}>
            {t('prepare.kept.close')} [C]
          </Button>
          <Button look="outline" icon="pause" disabled={action.running !== null} onClick={() => give('recess')}>
            {t('prepare.kept.suspend')} [S]
          </Button>
        </div>
        {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      </Alert>
    </section>
  );
}

function isKept(item: AgendaItem): boolean {
  return item.noBroadcast === true || item.plannedClosed === true;
}

function useCommandKeys(isOn: boolean, give: (command: Command) => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping) return;
      const command = keys[event.key.toLowerCase()];
      if (command !== undefined) give(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}
