// An entry of the log in one sentence of the reader's language.
import { useTranslation } from 'react-i18next';
import type { CouncilLog, LogEntry } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { readDeskAgenda } from './agenda-marks.ts';

/** A function that says what an entry says. */
export function useEntryInWords(session: Session, log: CouncilLog): (entry: LogEntry) => string {
  const { t } = useTranslation();
  const nameOf = (personId: string) => log.members.find((member) => member.personId === personId)?.name ?? '?';
  const itemOf = (id: string | null) =>
    readDeskAgenda(session.agenda).rows.find(({ item }) => item.id === id)?.item.number ?? '?';
  return (entry) => {
    const { data } = entry;
    switch (data.kind) {
      case 'attendance':
        return t(data.isPresent ? 'council.log.comes' : 'council.log.leaves', { name: nameOf(data.personId) });
      case 'speech':
        return t('council.log.speaks', { name: data.speaker });
      case 'item':
        return t(`council.log.item.${data.status}`, { item: itemOf(entry.agendaItemId) });
      case 'vote': {
        const { for: inFavour, against, abstained } = data.counts;
        const result = t(entry.result?.isPassed === true ? 'council.vote.passed' : 'council.vote.rejected');
        return t('council.log.vote', { subject: data.subject, inFavour, against, abstained, result });
      }
      case 'note':
        return data.text;
    }
  };
}
