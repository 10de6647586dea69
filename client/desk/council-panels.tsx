// The council's part of the control room: who else is at the desk, roster, vote, event log.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouncilLog } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { meQuery } from '../api/queries.ts';
import { useLiveConnection, useLiveSnapshot } from '../realtime/live-context.ts';
import { Button } from '../ui/button.tsx';
import './council.scss';
import { LogPanel } from './log-panel.tsx';
import { MinutesBox } from './minutes-box.tsx';
import { RosterPanel } from './roster-panel.tsx';
import { VoteForm } from './vote-form.tsx';

/** Roster, vote and log. */
export function CouncilPanels({ session, log }: { session: Session; log: CouncilLog }): JSX.Element {
  const { t } = useTranslation();
  const [isVoting, setVoting] = useState(false);
  const mayVote = session.state === 'live' || session.state === 'closed';
  return (
    <>
      {isVoting && mayVote ? (
        <VoteForm session={session} log={log} onClose={() => setVoting(false)} />
      ) : (
        mayVote && <Button onClick={() => setVoting(true)}>{t('council.vote.open')}</Button>
      )}
      <RosterPanel session={session} log={log} />
      <LogPanel session={session} log={log} />
      {session.startedAt !== null && <MinutesBox sessionId={session.id} />}
    </>
  );
}

/** Names the other clerks at this desk; says nothing when there is none. */
export function OtherClerks(): JSX.Element {
  const { t } = useTranslation();
  const connection = useLiveConnection();
  const { clerks } = useLiveSnapshot();
  const me = useQuery(meQuery);
  useEffect(() => connection.sitDown(), [connection]);
  const others = clerks.filter((clerk) => clerk.accountId !== me.data?.id).map((clerk) => clerk.email);
  return (
    <p role="status" className="cv-council__clerks">
      {others.length > 0 && t('council.clerks', { names: others.join(', '), count: others.length })}
    </p>
  );
}
