// What can be done to an item besides beginning it: move its beginning, suspend, defer, withdraw, plan again.
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouncilLog, ItemStatus } from '../../server/contract/council-log.ts';
import type { AgendaItem, Session } from '../../server/contract/sessions.ts';
import { addEntry, moveMark } from '../api/council.ts';
import { Button } from '../ui/button.tsx';
import { itemInWords } from '../watch/agenda-line.ts';
import type { PlacedItem } from './agenda-marks.ts';
import { useDeskAction } from './use-desk-action.ts';

/** The clerk clicked late: the newest beginning moves back by ten or thirty seconds. */
export function MarkNudges({ sessionId, last }: { sessionId: string; last: PlacedItem }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(sessionId);
  const nudge = (bySeconds: number) => {
    const move = { bySeconds, seen: last.at };
    void action.run('nudge', () => moveMark(sessionId, last.markId, move), t('council.item.moved'));
  };
  return (
    <div className="cdv-buttons" role="group" aria-label={t('council.item.nudge', { item: itemInWords(last.item) })}>
      {[-30, -10, 10].map((seconds) => (
        <Button key={seconds} look="outline" disabled={action.running !== null} onClick={() => nudge(seconds)}>
          {seconds < 0 ? `−${-seconds} s` : `+${seconds} s`}
        </Button>
      ))}
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
    </div>
  );
}

/** What became of the item, as the last entry says; null while nothing was said. */
export function fateOf(log: CouncilLog, item: AgendaItem): ItemStatus | null {
  const said = log.entries.findLast((entry) => entry.data.kind === 'item' && entry.agendaItemId === item.id);
  if (said?.data.kind !== 'item' || said.data.status === 'planned') return null;
  const isTakenUpAgain = item.marks.some((mark) => Date.parse(mark.at) > Date.parse(said.at));
  return isTakenUpAgain ? null : said.data.status;
}

/** The acts of one item, folded away. */
export function ItemActs({ session, log, item }: { session: Session; log: CouncilLog; item: AgendaItem }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const fate = fateOf(log, item);
  const offered: ItemStatus[] = log.currentItemId === item.id ? ['suspended', 'concluded'] : [];
  if (fate === 'deferred' || fate === 'withdrawn') offered.push('planned');
  else if (item.marks.length === 0 || log.currentItemId === item.id) offered.push('deferred', 'withdrawn');
  if (offered.length === 0 || session.state === 'ended' || session.state === 'cancelled') return <></>;
  const say = (status: ItemStatus) =>
    void action.run(status, () => addEntry(session.id, { agendaItemId: item.id, data: { kind: 'item', status } }));
  return (
    <details className="cv-council__acts">
      <summary aria-label={t('council.item.acts', { item: itemInWords(item) })}>{t('council.item.more')}</summary>
      <div className="cdv-buttons">
        {offered.map((status) => (
          <Button key={status} look="outline" disabled={action.running !== null} onClick={() => say(status)}>
            {t(`council.item.${status}`)}
          </Button>
        ))}
      </div>
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
    </details>
  );
}
