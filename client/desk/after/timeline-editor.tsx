// The timeline of an ended session: picture, waveform at two zooms, pictures, marks and speeches, and what is selected.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { CSSProperties, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { CouncilLog } from '../../../server/contract/council-log.ts';
import type { Playback, Session } from '../../../server/contract/sessions.ts';
import { waveformQuery } from '../../api/after.ts';
import { stillAddress } from '../../api/sessions.ts';
import { CouncilPlayer } from '../../player/council-player.tsx';
import { usePlayerFacts } from '../../player/use-player-facts.ts';
import type { PlayerStore } from '../../player/player-store.ts';
import { useNeedsNote } from '../../prepare/correction-note.tsx';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Still } from '../../ui/still.tsx';
import { ItemChoice, ThingEditor } from './thing-editor.tsx';
import { ThingLane } from './thing-lane.tsx';
import {
  clampView,
  instantOfSecond,
  readThings,
  viewAround,
  writeClock,
  zoomed,
  type Thing,
  type View,
} from './timeline-things.ts';
import { useTimelineActs } from './use-timeline-acts.ts';
import { usePlayAround } from './use-play-around.ts';
import { useUndoKey } from './use-undo-key.ts';
import { WaveCanvas } from './wave-canvas.tsx';

const picturesAcross = 12;
const wavePoints = 1000;
/** One and the same, so that nothing is drawn again while there is nothing to draw. */
const noPeaks: readonly number[] = [];

interface TimelineEditorProps {
  session: Session;
  log: CouncilLog;
  playback: Playback;
  store: PlayerStore;
}

/** The editor. Nothing is changed before "save", and everything saved can be undone. */
export function TimelineEditor({ session, log, playback, store }: TimelineEditorProps): JSX.Element {
  const { t } = useTranslation();
  const length = Math.max(1, session.durationSeconds ?? 1);
  const facts = usePlayerFacts(store);
  const playSeconds = Math.max(0, facts.currentTime - facts.seekableStart);
  const [note, setNote] = useState('');
  const acts = useTimelineActs(session.id, note);
  const [view, setView] = useState<View>({ from: 0, span: length });
  const [chosen, setChosen] = useState<{ id: string; seconds: number | null } | null>(null);
  const around = usePlayAround(store, playSeconds);
  const things = useMemo(() => readThings(session, log), [session, log]);
  const selected = things.find((thing) => thing.id === chosen?.id) ?? null;
  const needsNote = useNeedsNote(session);
  const go = (seconds: number) => {
    around.forget();
    store.seekToOffset(Math.min(length, Math.max(0, seconds)));
  };
  const select = (thing: Thing) => {
    if (thing.id !== chosen?.id) setChosen({ id: thing.id, seconds: null });
    setView((now) => viewAround(now, thing.startSeconds, length));
  };
  const draft = (thing: Thing, seconds: number) => {
    const within = Math.min(length, Math.max(0, seconds));
    setChosen({ id: thing.id, seconds: within });
    setView((now) => viewAround(now, within, length));
  };
  const step = (from: Thing, by: 1 | -1) => {
    const inLane = things.filter((thing) => thing.kind === from.kind);
    const next = inLane[inLane.findIndex((thing) => thing.id === from.id) + by];
    if (next === undefined) return;
    select(next);
    focusThing(next.id);
  };
  /** What was saved or given up is no draft any more; whoever has gone on to something else meanwhile is left there. */
  const settle = (thing: Thing) => {
    setChosen((now) => (now === chosen ? { id: thing.id, seconds: null } : now));
    keepFocus(thing.id);
  };
  const addMark = async (item: { id: string; words: string }) => {
    const atMs = instantOfSecond(session.takes, playSeconds);
    if (atMs !== null) await acts.addMark(item, atMs);
  };
  useUndoKey(() => void acts.undo());
  const zoom = (by: 1 | -1) =>
    setView(zoomed(view, by, chosen?.seconds ?? selected?.startSeconds ?? playSeconds, length));
  const pan = (share: number) => setView(clampView({ ...view, from: view.from + view.span * share }, length));
  const lane = { view, selectedId: selected?.id ?? null, draftSeconds: chosen?.seconds ?? null };
  return (
    <section className="cv-desk__panel cv-after__timeline" aria-labelledby="after-timeline">
      <div className="cv-after__top">
        <div className="cv-after__picture">
          <CouncilPlayer
            hls={playback.hls}
            live={false}
            title={session.title}
            chapters={[]}
            store={store}
            controls="few"
          />
        </div>
        <div className="cv-after__side">
          <div className="cv-after__row">
            <h2 id="after-timeline">{t('after.timeline.heading')}</h2>
            <Button
              look="outline"
              icon="undo"
              disabled={acts.last === null || acts.isBusy}
              onClick={() => void acts.undo()}
            >
              {acts.last === null ? t('after.timeline.undo') : t('after.timeline.undoWhat', { what: acts.last })}
            </Button>
          </div>
          {acts.problem !== null && (
            <Alert kind="danger" urgency="urgent">
              {acts.problem}
            </Alert>
          )}
          {needsNote && (
            <TextField
              label={t('after.timeline.note')}
              hint={t('after.timeline.noteHint')}
              value={note}
              maxLength={1000}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          {selected === null ? (
            <p className="cdv-hint">{t('after.timeline.help')}</p>
          ) : (
            <ThingEditor
              session={session}
              things={things}
              thing={selected}
              draftSeconds={chosen?.seconds ?? selected.startSeconds}
              playSeconds={playSeconds}
              acts={acts}
              onDraft={(seconds) => draft(selected, seconds)}
              onPlayAround={around.play}
              onSettled={() => settle(selected)}
            />
          )}
          <ItemChoice
            session={session}
            label={t('after.timeline.missing')}
            button={t('after.timeline.addAt', { time: writeClock(playSeconds) })}
            chosenId={null}
            isBusy={acts.isBusy}
            onChoose={(item) => void addMark(item)}
          />
        </div>
      </div>
      <div className="cv-after__row">
        <Button look="outline" disabled={view.from <= 0} onClick={() => pan(-0.5)}>
          {t('after.timeline.earlier')}
        </Button>
        <Button look="outline" disabled={view.from + view.span >= length} onClick={() => pan(0.5)}>
          {t('after.timeline.later')}
        </Button>
        <Button look="outline" icon="plus" onClick={() => zoom(-1)}>
          {t('after.timeline.nearer')}
        </Button>
        <Button look="outline" disabled={view.span >= length} onClick={() => zoom(1)}>
          {t('after.timeline.farther')}
        </Button>
        <Button look="outline" onClick={() => setView(viewAround(view, playSeconds, length))}>
          {t('after.timeline.toPlayer')}
        </Button>
        <span className="cv-desk__digits">
          {t('after.timeline.window', { from: writeClock(view.from), until: writeClock(view.from + view.span) })}
        </span>
      </div>
      <Overview session={session} view={view} length={length} playSeconds={playSeconds} onView={setView} />
      <Window session={session} view={view} playSeconds={playSeconds} onSeek={go} />
      <ThingLane
        {...lane}
        label={t('after.timeline.marks')}
        things={things.filter((thing) => thing.kind === 'mark')}
        onSelect={select}
        onDraft={draft}
        onStep={step}
      />
      <ThingLane
        {...lane}
        label={t('after.timeline.speeches')}
        things={things.filter((thing) => thing.kind === 'speech')}
        onSelect={select}
        onDraft={draft}
        onStep={step}
      />
    </section>
  );
}

function focusThing(id: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-thing="${id}"]`)?.focus());
}

/** The buttons of the panel go out when nothing is left to save: a keyboard that was there goes on at the thing itself. */
function keepFocus(id: string): void {
  requestAnimationFrame(() => {
    const holder = document.activeElement;
    if (holder === null || holder === document.body || holder.matches(':disabled')) focusThing(id);
  });
}

interface OverviewProps {
  session: Session;
  view: View;
  length: number;
  playSeconds: number;
  onView: (view: View) => void;
}

/** The whole session in one line; a press moves the window. */
function Overview({ session, view, length, playSeconds, onView }: OverviewProps): JSX.Element {
  const { t } = useTranslation();
  const wave = useQuery(waveformQuery(session.id, { from: 0, until: Math.ceil(length), points: wavePoints }));
  return (
    <div className="cv-after__strip">
      <WaveCanvas
        peaks={wave.data?.peaks ?? noPeaks}
        height={32}
        onPress={(share) => onView(clampView({ from: share * length - view.span / 2, span: view.span }, length))}
      />
      <span className="cv-after__frame" style={between(view.from / length, (view.from + view.span) / length)} />
      <span className="cv-after__head" style={between(playSeconds / length, playSeconds / length)} />
      <p role="status" className="cv-after__making">
        {wave.data?.state === 'making' && t('after.timeline.making', { percent: Math.round(wave.data.progress * 100) })}
        {wave.data?.state === 'none' && t('after.timeline.noWave')}
      </p>
    </div>
  );
}

interface WindowProps {
  session: Session;
  view: View;
  playSeconds: number;
  onSeek: (seconds: number) => void;
}

/** What can be seen at once: pictures, waveform, withheld parts, and where the player stands. */
function Window({ session, view, playSeconds, onSeek }: WindowProps): JSX.Element {
  const stretch = { from: round(view.from), until: round(view.from + view.span), points: wavePoints };
  const wave = useQuery(waveformQuery(session.id, stretch));
  const place = (seconds: number) => (seconds - view.from) / view.span;
  const isShown = playSeconds >= view.from && playSeconds <= view.from + view.span;
  return (
    <div className="cv-after__strip">
      <div className="cv-after__pictures" aria-hidden="true">
        {Array.from({ length: picturesAcross }, (_, index) => {
          const seconds = Math.floor(view.from + ((index + 0.5) / picturesAcross) * view.span);
          return <Still key={seconds + index / 10} src={stillAddress(session.id, { seconds })} icon="lock" />;
        })}
      </div>
      <WaveCanvas
        peaks={wave.data?.peaks ?? noPeaks}
        height={56}
        onPress={(share) => onSeek(view.from + share * view.span)}
      />
      {session.withheldRanges.map((range) => (
        <span
          key={range.id}
          className="cv-after__hidden"
          style={between(place(range.offsetSeconds), place(range.offsetSeconds + range.durationSeconds))}
        />
      ))}
      {isShown && <span className="cv-after__head" style={between(place(playSeconds), place(playSeconds))} />}
    </div>
  );
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

/** Set through the CSSOM, which a strict style-src allows. */
function between(from: number, until: number): CSSProperties {
  const [start, end] = [from, until].map((share) => Math.min(1, Math.max(0, share)) * 100);
  return { insetInlineStart: `${start ?? 0}%`, inlineSize: `${(end ?? 0) - (start ?? 0)}%` };
}
