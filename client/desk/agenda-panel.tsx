// The agenda on the desk: one click says "this item begins now"; the newest mark can be taken back.
import { useEffect, useRef, useState } from 'react';
import type { CSSProperties, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouncilLog } from '../../server/contract/council-log.ts';
import type { AgendaItem, Session } from '../../server/contract/sessions.ts';
import { addMark, removeMark } from '../api/desk.ts';
import { timeOfDay } from '../text/times.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { keepInView } from '../ui/keep-in-view.ts';
import { useLanguage } from '../ui/use-language.ts';
import { itemInWords } from '../watch/agenda-line.ts';
import { AddItem } from './add-item.tsx';
import { AgendaEditor } from './agenda-editor.tsx';
import { readDeskAgenda } from './agenda-marks.ts';
import type { DeskAgenda, DeskRow, PlacedItem } from './agenda-marks.ts';
import { fateOf, ItemActs, MarkNudges } from './item-acts.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** The panel; marks can be placed only while the session is on air. */
export function AgendaPanel({ session, log }: { session: Session; log: CouncilLog | null }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const [isEditing, setEditing] = useState(false);
  const agenda = readDeskAgenda(session.agenda);
  const isLive = session.state === 'live';
  const start = (item: AgendaItem) =>
    void action.run(
      item.id,
      () => addMark(session.id, item.id, agenda.last?.markId ?? null),
      t('desk.agenda.marked', { item: itemInWords(item) }),
    );
  // Also while nothing can be marked: the refusal says what to do first.
  useMarkKeys(agenda, session.state !== 'ended' && action.running === null && !isEditing, start);
  const list = useCurrentInView(isEditing ? null : (agenda.last?.markId ?? null));
  if (isEditing) return <AgendaEditor session={session} onClose={() => setEditing(false)} />;
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-agenda">
      <div className="cv-desk__head">
        <h2 id="desk-agenda">{t('desk.agenda.heading')}</h2>
        <Button look="outline" onClick={() => setEditing(true)}>
          {t('desk.agenda.edit')}
        </Button>
      </div>
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      {!isLive && <p className="cdv-hint">{t('desk.agenda.notLive')}</p>}
      {agenda.last !== null && <UndoMark sessionId={session.id} last={agenda.last} />}
      {agenda.last !== null && session.state !== 'ended' && <MarkNudges sessionId={session.id} last={agenda.last} />}
      {agenda.rows.length === 0 && <p>{t('desk.agenda.none')}</p>}
      <ol ref={list} className="cv-desk__agenda">
        {agenda.rows.map((row) => (
          <AgendaRow
            key={row.item.id}
            row={row}
            session={session}
            log={log}
            agenda={agenda}
            mayStart={isLive}
            running={action.running}
            onStart={start}
          />
        ))}
      </ol>
      <AddItem session={session} />
    </section>
  );
}

interface AgendaRowProps {
  row: DeskRow;
  session: Session;
  log: CouncilLog | null;
  agenda: DeskAgenda;
  mayStart: boolean;
  running: string | null;
  onStart: (item: AgendaItem) => void;
}

function AgendaRow({ row, session, log, agenda, mayStart, running, onStart }: AgendaRowProps): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const { item, depth } = row;
  const fate = log === null ? null : fateOf(log, item);
  const isCurrent = agenda.last?.item.id === item.id && fate === null && session.state !== 'ended';
  const begun = item.marks.map(({ at }) => timeOfDay(at, language)).join(', ');
  return (
    <li
      className={`cv-desk__item ${isCurrent ? 'cv-desk__item--now' : begun === '' ? '' : 'cv-desk__item--begun'}`.trim()}
      style={indentOf(depth)}
      aria-current={isCurrent || undefined}
    >
      <div className="cv-desk__item-words">
        {isCurrent && <strong className="cv-desk__now">▶ {t('desk.agenda.now')} </strong>}
        <span className="cv-desk__item-title">{itemInWords(item)}</span>
        {begun !== '' && <span className="cdv-hint"> {t('desk.agenda.begunAt', { time: begun })}</span>}
        {fate !== null && <strong className="cdv-hint"> {t(`council.item.is.${fate}`)}</strong>}
        {mayStart && agenda.next?.id === item.id && <span className="cdv-hint"> {t('desk.agenda.next')}</span>}
      </div>
      {mayStart && (
        <Button
          look={agenda.next?.id === item.id ? 'primary' : begun === '' ? 'outline' : 'quiet'}
          disabled={running !== null}
          aria-label={t('desk.agenda.startItem', { item: itemInWords(item) })}
          onClick={() => onStart(item)}
        >
          {running === item.id ? t('desk.busy') : t('desk.agenda.start')}
          {agenda.next?.id === item.id && <kbd className="cv-desk__key">N</kbd>}
          {agenda.before?.id === item.id && <kbd className="cv-desk__key">P</kbd>}
        </Button>
      )}
      {log !== null && <ItemActs session={session} log={log} item={item} />}
    </li>
  );
}

/** Set through the CSSOM, which a strict style-src allows. */
function indentOf(depth: number): CSSProperties {
  return { paddingInlineStart: `${depth * 1.25 + 0.5}rem` };
}

function UndoMark({ sessionId, last }: { sessionId: string; last: PlacedItem }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const action = useDeskAction(sessionId);
  const item = itemInWords(last.item);
  const undo = () =>
    void action.run('undo', () => removeMark(sessionId, last.markId, last.at), t('desk.agenda.undone', { item }));
  return (
    <div>
      <Button look="outline" icon="undo" disabled={action.running !== null} onClick={undo}>
        {action.running === null
          ? t('desk.agenda.undoOf', { item: shorten(item), time: timeOfDay(last.at, language) })
          : `${t('desk.agenda.undo')} – ${t('desk.busy')}`}
      </Button>
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
    </div>
  );
}

function shorten(words: string): string {
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}

/** The item that is on stands in sight in its column. */
function useCurrentInView(markId: string | null) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = list.current?.querySelector('[aria-current]') ?? null;
    if (markId !== null) keepInView(line?.closest('.cv-desk__column') ?? null, line);
  }, [markId]);
  return list;
}

/** N begins the next item, P the one before; never while somebody types or has a dialog of the browser open. */
function useMarkKeys(agenda: DeskAgenda, isOn: boolean, start: (item: AgendaItem) => void): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const item = key === 'n' ? agenda.next : key === 'p' ? agenda.before : null;
      if (item !== null) start(item);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
