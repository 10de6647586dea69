// The agenda beside the picture: every item that has begun is a button that goes there.
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { SessionDocument } from '../../server/contract/documents.ts';
import type { AgendaItem, Mark, Session } from '../../server/contract/sessions.ts';
import type { PlayerStore } from '../player/player-store.ts';
import { clockTime, timeOfDay } from '../text/times.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { agendaRows, type LineMark } from './agenda-line.ts';
import { ItemDetails } from './item-details.tsx';
import { ItemDocuments } from './item-documents.tsx';
import { isOnAir } from './state-words.ts';
import { useCurrentMark } from './use-current-mark.ts';

interface AgendaPaneProps {
  session: Session;
  store: PlayerStore;
  line: readonly LineMark[];
  documents: readonly SessionDocument[];
}

/** How an item's marks are used: sought by wall clock while live, by second in the archive, only shown without a recording. */
type MarkUse = 'live' | 'archive' | 'shown';

/** The agenda as a list in reading order. */
export function AgendaPane({ session, store, line, documents }: AgendaPaneProps) {
  const { t } = useTranslation();
  const isLive = isOnAir(session.state);
  const rows = useMemo(() => agendaRows(session.agenda), [session.agenda]);
  const current = useCurrentMark(store, line, isLive);
  const { list, isTarget } = useTargetItem();
  const pane = useCurrentInView(current?.item.id ?? null);
  const use: MarkUse = session.playback === null ? 'shown' : isLive ? 'live' : 'archive';
  if (rows.length === 0) return <Empty>{t(session.state === 'ended' ? 'agenda.noneEver' : 'agenda.none')}</Empty>;
  return (
    <div className="cdv-scroll" ref={pane} tabIndex={0} role="group" aria-label={t('agenda.heading')}>
      {use !== 'shown' && line.length > 0 && <p className="cdv-hint">{t('agenda.hint')}</p>}
      <ol className="cdv-agenda" ref={list}>
        {rows.map(({ item, depth }) => (
          <li key={item.id} className={itemClasses(depth, isTarget(item))}>
            <AgendaEntry item={item} store={store} use={use} isCurrent={current?.item.id === item.id} />
            <ItemDetails item={item} />
            <ItemDocuments documents={documents.filter((document) => document.agendaItemId === item.id)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function itemClasses(depth: number, isTarget: boolean): string {
  return `cdv-agenda-item cdv-depth-${Math.min(depth, 3)} ${isTarget ? 'is-target' : ''}`.trim();
}

/** A search hit without a time leads to `#item-<id>`: that item is highlighted and brought into view. */
function useTargetItem() {
  const { hash } = useLocation();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('.is-target')?.scrollIntoView({ block: 'center' });
  }, [hash]);
  return { list, isTarget: (item: AgendaItem) => hash === `#item-${encodeURIComponent(item.id)}` };
}

/** Keeps the current item in sight; moves only the pane, never the page, and not while somebody is choosing in it. */
function useCurrentInView(itemId: string | null) {
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = pane.current;
    const entry = itemId === null ? null : box?.querySelector('[aria-current]')?.closest('li');
    if (!box || !entry || box.matches(':focus-within')) return;
    box.scrollTo({ top: entry.offsetTop - box.clientHeight / 3 });
  }, [itemId]);
  return pane;
}

interface EntryProps {
  item: AgendaItem;
  store: PlayerStore;
  use: MarkUse;
  isCurrent: boolean;
}

function AgendaEntry({ item, store, use, isCurrent }: EntryProps) {
  const [first, ...later] = item.marks;
  const { again } = useMarkWords(use);
  const canSeek = first !== undefined && use !== 'shown' && (use === 'live' || first.offsetSeconds !== null);
  const words = <EntryWords item={item} use={use} isCurrent={isCurrent} isPast={first !== undefined} />;
  if (!canSeek) {
    return <div className="cdv-agenda-row">{words}</div>;
  }
  return (
    <>
      <button
        type="button"
        className="cdv-agenda-row cdv-agenda-button"
        {...(isCurrent && { 'aria-current': 'true' as const })}
        onClick={() => seekToMark(store, first, use)}
      >
        {words}
      </button>
      {later.map((mark) => (
        <button key={mark.id} type="button" className="cdv-agenda-again" onClick={() => seekToMark(store, mark, use)}>
          {again(mark)}
        </button>
      ))}
    </>
  );
}

function EntryWords({
  item,
  use,
  isCurrent,
  isPast,
}: {
  item: AgendaItem;
  use: MarkUse;
  isCurrent: boolean;
  isPast: boolean;
}) {
  const { t } = useTranslation();
  const { begun } = useMarkWords(use);
  const first = item.marks[0];
  return (
    <>
      <span className="cdv-agenda-number">{item.number}</span>
      <span className="cdv-agenda-words">
        <span className="cdv-agenda-title">{item.title}</span>
        {first && <span className="cdv-agenda-time">{begun(first)}</span>}
        {isCurrent && (
          <span className="cdv-agenda-current">
            <Icon name="play" />
            {use === 'live' ? t('agenda.current') : t('agenda.currentArchive')}
          </span>
        )}
      </span>
      {isPast && !isCurrent && use === 'live' && <Icon name="check" />}
    </>
  );
}

function useMarkWords(use: MarkUse): { begun: (mark: Mark) => string; again: (mark: Mark) => string } {
  const { t } = useTranslation();
  const language = useLanguage();
  const isClock = (mark: Mark) => use === 'live' || mark.offsetSeconds === null;
  const clock = (mark: Mark) => ({ time: timeOfDay(mark.at, language) });
  const place = (mark: Mark) => ({ time: clockTime(mark.offsetSeconds ?? 0) });
  return {
    begun: (mark) => (isClock(mark) ? t('agenda.begun', clock(mark)) : t('agenda.at', place(mark))),
    again: (mark) => (isClock(mark) ? t('agenda.again', clock(mark)) : t('agenda.againAt', place(mark))),
  };
}

function seekToMark(store: PlayerStore, mark: Mark, use: MarkUse): void {
  if (use === 'live' || mark.offsetSeconds === null) store.seekToInstant(Date.parse(mark.at));
  else store.seekToOffset(mark.offsetSeconds);
  store.play();
}
