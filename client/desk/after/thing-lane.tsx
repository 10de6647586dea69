// One lane of the timeline: marks or speeches as things to drag, with keys that do the same.
import { useRef } from 'react';
import type { CSSProperties, JSX, KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { writeClock, type Thing, type View } from './timeline-things.ts';

interface ThingLaneProps {
  label: string;
  things: readonly Thing[];
  view: View;
  selectedId: string | null;
  /** Where the selected thing will begin once it is saved. */
  draftSeconds: number | null;
  onSelect: (thing: Thing) => void;
  onDraft: (thing: Thing, seconds: number) => void;
  onStep: (step: 1 | -1) => void;
}

/** Arrow left and right move by 1 s (with Shift 10 s), up and down go to the thing before and after. */
export function ThingLane(props: ThingLaneProps): JSX.Element {
  const { t } = useTranslation();
  const { label, things, view, selectedId } = props;
  const shown = things.filter(
    (thing) =>
      thing.id === selectedId || (thing.endSeconds >= view.from && thing.startSeconds <= view.from + view.span),
  );
  const entry = shown.some((thing) => thing.id === selectedId) ? selectedId : (shown[0]?.id ?? null);
  return (
    <div className="cv-after__lane" role="group" aria-label={label}>
      {shown.length === 0 && <span className="cdv-hint">{t('after.timeline.nothingHere', { lane: label })}</span>}
      {shown.map((thing) => (
        <ThingButton key={thing.id} {...props} thing={thing} isEntry={thing.id === entry} />
      ))}
    </div>
  );
}

function ThingButton(props: ThingLaneProps & { thing: Thing; isEntry: boolean }): JSX.Element {
  const { t } = useTranslation();
  const { thing, view, selectedId, onSelect, onDraft, onStep } = props;
  const isSelected = thing.id === selectedId;
  const startSeconds = isSelected ? (props.draftSeconds ?? thing.startSeconds) : thing.startSeconds;
  const grip = useRef<{ x: number; width: number; startSeconds: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    onSelect(thing);
    const width = event.currentTarget.parentElement?.clientWidth ?? 0;
    grip.current = { x: event.clientX, width, startSeconds };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    const held = grip.current;
    if (held === null || held.width === 0 || Math.abs(event.clientX - held.x) < 3) return;
    onDraft(thing, held.startSeconds + ((event.clientX - held.x) / held.width) * view.span);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const far = event.shiftKey ? 10 : 1;
    const keys: Partial<Record<string, () => void>> = {
      ArrowLeft: () => onDraft(thing, startSeconds - far),
      ArrowRight: () => onDraft(thing, startSeconds + far),
      ArrowUp: () => onStep(-1),
      ArrowDown: () => onStep(1),
    };
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <button
      type="button"
      className={`cv-after__thing cv-after__thing--${thing.kind}`}
      data-thing={thing.id}
      aria-pressed={isSelected}
      aria-label={t('after.timeline.thing', { words: thing.words, time: writeClock(startSeconds) })}
      title={thing.words}
      tabIndex={props.isEntry ? 0 : -1}
      style={place(startSeconds, Math.max(thing.endSeconds - thing.startSeconds, 0), view)}
      onClick={() => onSelect(thing)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => void (grip.current = null)}
      onPointerCancel={() => void (grip.current = null)}
      onKeyDown={onKeyDown}
    >
      <span aria-hidden="true">{thing.words}</span>
    </button>
  );
}

/** Set through the CSSOM, which a strict style-src allows. A thing that reaches out of the window is cut at its edges. */
function place(startSeconds: number, lengthSeconds: number, view: View): CSSProperties {
  const share = (seconds: number) => Math.min(100, Math.max(0, ((seconds - view.from) / view.span) * 100));
  const left = share(startSeconds);
  return { insetInlineStart: `${left}%`, inlineSize: `${Math.max(0, share(startSeconds + lengthSeconds) - left)}%` };
}
