// Lays out a session: picture, the line in words under it, and the panes beside or below.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Session } from '../../server/contract/sessions.ts';
import { logQuery } from '../api/council.ts';
import { documentsQuery } from '../api/documents.ts';
import { recordQuery } from '../api/queries.ts';
import { createPlayerStore } from '../player/player-store.ts';
import { dayInShort, dayInWords } from '../text/times.ts';
import { Page } from '../ui/page.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { markLine } from './agenda-line.ts';
import { passagesOf } from './passages.ts';
import { Picture } from './picture.tsx';
import { SessionNotices } from './session-notices.tsx';
import { SessionPanes } from './session-panes.tsx';
import { readStartPlace } from './start-place.ts';
import { StateLine } from './state-line.tsx';
import { isOnAir } from './state-words.ts';
import { UnderPicture } from './under-picture.tsx';
import { WithheldParts } from './withheld-parts.tsx';
import { useSoundOnly } from './use-sound-only.ts';
import { useStateAnnouncements } from './use-state-announcements.ts';

/** The page of a session that is there. The player lives as long as this component: live and archive are one page. */
export function SessionView({ session }: { session: Session }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [query] = useSearchParams();
  const [store] = useState(createPlayerStore);
  const [startAt] = useState(() => readStartPlace(query));
  const line = useMemo(() => markLine(session.agenda), [session.agenda]);
  const log = useQuery(logQuery(session.id));
  const record = useQuery(recordQuery(session.id));
  const documents = useQuery(documentsQuery(session.id));
  const passages = useMemo(() => (record.data ? passagesOf(record.data) : []), [record.data]);
  useStateAnnouncements(session);
  useSoundOnly(store, query.get('audio') === '1');
  const onAir = isOnAir(session.state);
  const isWrittenOnly = session.state === 'ended' && session.playback === null;
  const layout = onAir ? 'cdv-session-live' : isWrittenOnly ? 'cdv-session-written' : '';
  const steps = [{ words: t('site.archive'), to: '/archive' }, { words: session.title }];
  return (
    <Page title={`${session.title}, ${dayInShort(session.scheduledAt, language)}`} steps={steps} width="wide">
      <div className={`cdv-session ${layout}`}>
        <header className="cdv-session-head">
          <h1 {...(session.lang && { lang: session.lang })}>{session.title}</h1>
          <p className="cdv-session-about">
            <span>{session.body}</span>
            {/* Before and after, the state's own sentence says the day. */}
            {(onAir || session.state === 'cancelled') && (
              <time dateTime={session.scheduledAt}>{dayInWords(session.scheduledAt, language)}</time>
            )}
          </p>
          <SessionNotices session={session} />
        </header>
        <Picture session={session} store={store} line={line} startAt={startAt} />
        <StateLine session={session} store={store} line={line} />
        <div className="cdv-under">
          <WithheldParts session={session} />
          <UnderPicture session={session} store={store} line={line} hasStartPlace={startAt !== null} />
        </div>
        <SessionPanes
          session={session}
          store={store}
          line={line}
          passages={passages}
          documents={documents.data ?? []}
          startAt={startAt}
          log={log.data ?? null}
        />
      </div>
    </Page>
  );
}
