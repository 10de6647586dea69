// The roster on the desk: a click on a name begins a speech, the next click ends it; who is there, and whether they are enough.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouncilLog, EntryData, LogEntry } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { addEntry, changeEntry, markAllPresent } from '../api/council.ts';
import { Portrait } from '../bodies/portrait.tsx';
import { clockTime } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { pressable } from '../ui/pressable.ts';
import { useNow } from '../ui/use-now.ts';
import { SpeechKindField } from './entry-editor.tsx';
import { useDeskAction, type DeskAction } from './use-desk-action.ts';

type Member = CouncilLog['members'][number];

/** The panel; speeches can begin only while the session is on air. */
export function RosterPanel({ session, log }: { session: Session; log: CouncilLog }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const speech = log.entries.find((entry) => entry.id === log.currentSpeechId) ?? null;
  // A roster without photos keeps the room for the names.
  const hasFaces = log.members.some(({ photo }) => photo !== undefined);
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-roster">
      <div className="cv-desk__head">
        <h2 id="desk-roster">{t('council.roster.heading')}</h2>
        <ButtonLink look="quiet" to={`/desk/bodies/${session.bodyId}`}>
          {t('council.roster.edit')}
        </ButtonLink>
      </div>
      <Quorum log={log} />
      {speech !== null && <NowSpeaking speech={speech} session={session} action={action} />}
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      {log.members.length === 0 ? <p>{t('council.roster.none')}</p> : <AllPresent {...{ session, log, action }} />}
      <ul className="cv-council__roster">
        {log.members.map((member) => (
          <MemberRow key={member.personId} {...{ member, session, speech, action, hasFaces }} />
        ))}
      </ul>
      {session.state === 'live' && <OtherSpeaker session={session} action={action} />}
    </section>
  );
}

function Quorum({ log }: { log: CouncilLog }): JSX.Element {
  const { t } = useTranslation();
  if (log.quorum === null) return <p className="cdv-hint">{t('council.roster.quorumUnknown')}</p>;
  const { present, needed, isReached } = log.quorum;
  const words = t(isReached ? 'council.roster.quorum' : 'council.roster.noQuorum', { present, needed });
  return (
    <p role="status" className={isReached ? 'cv-council__quorum' : 'cv-council__quorum cv-council__quorum--missing'}>
      <strong>{words}</strong>
    </p>
  );
}

interface SpeakingProps {
  speech: LogEntry;
  session: Session;
  action: DeskAction;
}

function NowSpeaking({ speech, session, action }: SpeakingProps): JSX.Element {
  const { t } = useTranslation();
  const now = useNow(1000);
  const name = speech.data.kind === 'speech' ? speech.data.speaker : '';
  const time = clockTime(Math.max(0, (now - Date.parse(speech.at)) / 1000));
  const setKind = (data: EntryData) =>
    void action.run('kind', () => changeEntry(session.id, speech.id, { version: speech.version, data }));
  return (
    <div className="cv-council__speaking">
      <span>
        {t('council.roster.speaking', { name })} <strong className="cv-desk__digits">{time}</strong>
      </span>
      <Button disabled={action.running !== null} onClick={() => endSpeech(speech, session, action)}>
        {t('council.roster.endSpeech')}
      </Button>
      {speech.data.kind === 'speech' && <SpeechKindField draft={speech.data} onChange={setKind} />}
    </div>
  );
}

function endSpeech(speech: LogEntry, session: Session, action: DeskAction): void {
  void action.run('end', () => changeEntry(session.id, speech.id, { version: speech.version, isOver: true }));
}

interface MemberRowProps {
  member: Member;
  session: Session;
  speech: LogEntry | null;
  action: DeskAction;
  hasFaces: boolean;
}

function MemberRow({ member, session, speech, action, hasFaces }: MemberRowProps): JSX.Element {
  const { t } = useTranslation();
  const { personId, name, group } = member;
  const isSpeaking = speech?.data.kind === 'speech' && speech.data.personId === personId;
  const isBusy = action.running !== null;
  const speak = () => {
    if (isSpeaking) return endSpeech(speech, session, action);
    const data: EntryData = { kind: 'speech', personId, speaker: name, group, speechKind: 'contribution' };
    void action.run(personId, () => addEntry(session.id, { data, commandId: crypto.randomUUID() }));
  };
  const setPresent = (isPresent: boolean) => {
    const data: EntryData = { kind: 'attendance', personId, isPresent };
    void action.run(personId, () => addEntry(session.id, { data, commandId: crypto.randomUUID() }));
  };
  const isPresent = member.isPresent === true;
  return (
    <li className={isSpeaking ? 'cv-council__member cv-council__member--speaking' : 'cv-council__member'}>
      <button
        type="button"
        className="cv-council__speak"
        aria-pressed={isSpeaking}
        {...pressable(isBusy || session.state !== 'live', speak)}
      >
        {hasFaces && <Portrait member={member} alt="" />}
        <span className="cv-council__name">
          {name}
          <small className="cdv-hint">
            {' '}
            {t(`council.role.${member.role}`)}
            {group !== null && `, ${group}`}
          </small>
        </span>
      </button>
      <button
        type="button"
        className="cv-council__present"
        aria-pressed={isPresent}
        aria-label={t('council.roster.presence', { name })}
        {...pressable(isBusy || session.state === 'ended' || session.state === 'cancelled', () =>
          setPresent(!isPresent),
        )}
      >
        <abbr title={t(isPresent ? 'council.roster.present' : 'council.roster.absent')}>
          {t(isPresent ? 'control.roster.present' : 'control.roster.absent')}
        </abbr>
      </button>
    </li>
  );
}

function AllPresent({
  session,
  log,
  action,
}: {
  session: Session;
  log: CouncilLog;
  action: DeskAction;
}): JSX.Element | null {
  const { t } = useTranslation();
  const missing = log.members.filter((member) => member.isPresent !== true);
  if (missing.length === 0 || session.state === 'ended' || session.state === 'cancelled') return null;
  return (
    <p>
      <Button
        look="outline"
        disabled={action.running !== null}
        onClick={() => void action.run('all', () => markAllPresent(session.id), t('council.roster.allPresentDone'))}
      >
        {action.running === 'all' ? t('desk.busy') : t('council.roster.allPresent')}
      </Button>
    </p>
  );
}

function OtherSpeaker({ session, action }: { session: Session; action: DeskAction }): JSX.Element {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const speaker = name.trim();
    if (speaker === '') return;
    const data: EntryData = { kind: 'speech', personId: null, speaker, group: null, speechKind: 'contribution' };
    const answer = await action.run('other', () => addEntry(session.id, { data, commandId: crypto.randomUUID() }));
    if (answer !== null) setName('');
  };
  return (
    <form className="cv-desk__add" onSubmit={(event) => void begin(event)}>
      <TextField
        label={t('council.roster.other')}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" look="outline" disabled={action.running !== null || name.trim() === ''}>
        {t('council.roster.otherButton')}
      </Button>
    </form>
  );
}
