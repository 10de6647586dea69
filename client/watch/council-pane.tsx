// What the council decided and who spoke, beside the picture: votes, speeches, attendance, corrections.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CouncilLog, LogEntry } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import type { PlayerStore } from '../player/player-store.ts';
import { clockTime, dayInShort, timeOfDay } from '../text/times.ts';
import { useLanguage } from '../ui/use-language.ts';
import { isOnAir } from './state-words.ts';

interface CouncilPaneProps {
  session: Session;
  log: CouncilLog;
  store: PlayerStore;
}

/** Is there anything to show? */
export function hasCouncilPane(log: CouncilLog): boolean {
  return (
    log.entries.some((entry) => entry.data.kind !== 'item') ||
    log.corrections.length > 0 ||
    log.correction !== undefined
  );
}

/** The pane; a part that the body does not publish is not there. */
export function CouncilPane({ session, log, store }: CouncilPaneProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const speeches = log.entries.filter((entry) => entry.data.kind === 'speech');
  const speaking = speeches.find((entry) => entry.id === log.currentSpeechId);
  const present = log.members.filter((member) => member.isPresent === true);
  return (
    <div className="cdv-council">
      {speaking?.data.kind === 'speech' && isOnAir(session.state) && (
        <p role="status">
          <strong>{t('council.pane.speakingNow', { name: speaking.data.speaker })}</strong>
        </p>
      )}
      <Votes log={log} />
      {speeches.length > 0 && (
        <>
          <h3>{t('council.pane.speakers')}</h3>
          <ul>
            {speeches.map((entry) => (
              <Speech key={entry.id} {...{ entry, session, store }} />
            ))}
          </ul>
        </>
      )}
      {present.length > 0 && (
        <>
          <h3>{t('council.pane.attendance')}</h3>
          <p>{t('council.pane.presentNow', { count: present.length })}</p>
          <ul>
            {present.map(({ personId, name, group }) => (
              <li key={personId}>
                {name}
                {group !== null && <small className="cdv-hint"> {group}</small>}
              </li>
            ))}
          </ul>
        </>
      )}
      {log.correction !== undefined && <p>{t('versions.open', { day: dayInShort(log.correction.since, language) })}</p>}
      {log.corrections.length > 0 && (
        <>
          <h3>{t('council.pane.corrections')}</h3>
          <ul>
            {log.corrections.map(({ version, at, note }) => (
              <li key={version}>
                {t('council.pane.correction', { version, day: dayInShort(at, language), note })}{' '}
                <Link to={`/sessions/${session.id}/versions/${version - 1}`}>
                  {t('versions.read', { version: version - 1 })}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Votes({ log }: { log: CouncilLog }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const votes = log.entries.filter((entry) => entry.data.kind === 'vote');
  const nameOf = (personId: string) => log.members.find((member) => member.personId === personId)?.name ?? '?';
  if (votes.length === 0) return null;
  return (
    <>
      <h3>{t('council.pane.votes')}</h3>
      <ul>
        {votes.map(({ id, at, data, result }) => {
          if (data.kind !== 'vote') return null;
          const method = t(`council.vote.method.${data.method}`);
          const majority = t(`council.vote.majority.${data.majority}`);
          return (
            <li key={id}>
              <strong>
                {data.subject}: {t(result?.isPassed === true ? 'council.vote.passed' : 'council.vote.rejected')}
              </strong>
              <p>
                {timeOfDay(at, language)}. {t('council.vote.sum', { ...data.counts })}{' '}
                <small className="cdv-hint">{t('council.pane.method', { method, majority })}</small>
              </p>
              {data.ballots.length > 0 && (
                <details>
                  <summary>{t('council.pane.names')}</summary>
                  <ul>
                    {data.ballots.map(({ personId, choice }) => (
                      <li key={personId}>
                        {nameOf(personId)}: {t(`council.vote.choice.${choice}`)}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Speech({ entry, session, store }: { entry: LogEntry; session: Session; store: PlayerStore }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (entry.data.kind !== 'speech') return null;
  const isLive = isOnAir(session.state);
  const canSeek = session.playback !== null && (isLive || entry.offsetSeconds !== null);
  const time = isLive || entry.offsetSeconds === null ? timeOfDay(entry.at, language) : clockTime(entry.offsetSeconds);
  const play = () => {
    if (isLive || entry.offsetSeconds === null) store.seekToInstant(Date.parse(entry.at));
    else store.seekToOffset(entry.offsetSeconds);
    store.play();
  };
  return (
    <li>
      {canSeek ? (
        <button
          type="button"
          className="cdv-speech-button"
          aria-label={`${entry.data.speaker}: ${t('council.pane.playFrom', { time })}`}
          onClick={play}
        >
          {time} {entry.data.speaker}
        </button>
      ) : (
        <span>
          {time} {entry.data.speaker}
        </span>
      )}
      {entry.data.group !== null && <small className="cdv-hint"> {entry.data.group}</small>}
    </li>
  );
}
