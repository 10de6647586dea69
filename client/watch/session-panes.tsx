// The panes of a session: side by side on a desktop, behind tabs on a phone; the same elements in both.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouncilLog } from '../../server/contract/council-log.ts';
import type { SessionDocument } from '../../server/contract/documents.ts';
import type { Session } from '../../server/contract/sessions.ts';
import type { PlayerStore } from '../player/player-store.ts';
import { panelId, tabId, Tabs } from '../ui/tabs.tsx';
import { useWide } from '../ui/use-wide.ts';
import type { LineMark } from './agenda-line.ts';
import { AgendaPane } from './agenda-pane.tsx';
import { CouncilPane, hasCouncilPane } from './council-pane.tsx';
import { ChatPane } from './chat-pane.tsx';
import { DocumentsPane } from './documents-pane.tsx';
import type { Passage } from './passages.ts';
import { SaidPane } from './said-pane.tsx';
import type { StartPlace } from './start-place.ts';
import { isOnAir } from './state-words.ts';

interface SessionPanesProps {
  session: Session;
  store: PlayerStore;
  line: readonly LineMark[];
  passages: readonly Passage[];
  documents: readonly SessionDocument[];
  startAt: StartPlace | null;
  log: CouncilLog | null;
}

interface Pane {
  id: string;
  words: string;
  content: ReactNode;
}

/** Only panes that have something to show are there; the agenda always is. */
export function SessionPanes(props: SessionPanesProps) {
  const { t } = useTranslation();
  const isWide = useWide();
  const panes = usePanes(props);
  const [chosen, setChosen] = useState(props.startAt === null ? 'agenda' : 'said');
  const shown = panes.some((pane) => pane.id === chosen) ? chosen : 'agenda';
  return (
    <>
      {!isWide && panes.length > 1 && (
        <Tabs label={t('session.panes')} tabs={panes} chosen={shown} onChoose={setChosen} />
      )}
      {panes.map((pane) => (
        <section
          key={pane.id}
          className={`cdv-pane cdv-pane-${pane.id}`}
          id={panelId(pane.id)}
          hidden={!isWide && pane.id !== shown}
          {...(isWide || panes.length === 1
            ? { 'aria-label': pane.words }
            : { role: 'tabpanel', 'aria-labelledby': tabId(pane.id) })}
        >
          <h2 className="cdv-pane-heading">{pane.words}</h2>
          {pane.content}
        </section>
      ))}
    </>
  );
}

function usePanes({ session, store, line, passages, documents, startAt, log }: SessionPanesProps): Pane[] {
  const { t } = useTranslation();
  const isLive = isOnAir(session.state);
  const agenda = <AgendaPane session={session} store={store} line={line} documents={documents} />;
  const panes: Pane[] = [{ id: 'agenda', words: t('agenda.heading'), content: agenda }];
  if (isLive) panes.push({ id: 'chat', words: t('chat.heading'), content: <ChatPane session={session} /> });
  if (passages.length > 0) {
    const said = <SaidPane session={session} store={store} passages={passages} startAt={startAt} />;
    panes.push({ id: 'said', words: t('said.heading'), content: said });
  }
  if (log !== null && hasCouncilPane(log)) {
    const content = <CouncilPane session={session} log={log} store={store} />;
    panes.push({ id: 'council', words: t('council.pane.heading'), content });
  }
  if (documents.length > 0) {
    const content = <DocumentsPane sessionId={session.id} documents={documents} agenda={session.agenda} />;
    panes.push({ id: 'documents', words: t('documents.heading'), content });
  }
  return panes;
}
