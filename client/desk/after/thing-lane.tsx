// One lane of the timeline: marks or speeches as things to drag, with keys that do the same.
import { memo, useRef } from 'react';
import type { CSSProperties, JSX, KeyboardEvent, MouseEvent, PointerEvent, SyntheticEvent } from 'react';
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
  onStep: (from: Thing, by: 1 | -1) => void;
}

/**
 * Arrow left and right move by 1 s (with Shift 10 s), up and down go to the thing before and after. The lane hears for all
 * its things: hundreds of them are drawn again only when they change, not for every move of one.
 */
export function ThingLane(props: ThingLaneProps): JSX.Element {
  const { t } = useTranslation();
  const { label, things, view, selectedId, draftSeconds } = props;
  const shown = things.filter(
    (thing) =>
      thing.id === selectedId || (thing.endSeconds >= view.from && thing.startSeconds <= view.from + view.span),
  );
  const entry = shown.some((thing) => thing.id === selectedId) ? selectedId : (shown[0]?.id ?? null);
  const startOf = (thing: Thing) =>
    thing.id === selectedId ? (draftSeconds ?? thing.startSeconds) : thing.startSeconds;
  return (
    <div className="cv-after__lane" role="group" aria-label={label} {...useLaneHands(props, startOf)}>
      {shown.length === 0 && <span className="cdv-hint">{t('after.timeline.nothingHere', { lane: label })}</span>}
      {shown.map((thing) => (
        <ThingButton
          key={thing.id}
          thing={thing}
          startSeconds={startOf(thing)}
          from={view.from}
          span={view.span}
          isSelected={thing.id === selectedId}
          isEntry={thing.id === entry}
        />
      ))}
    </div>
  );
}

/** What pointer and keys do to the thing under them. */
function useLaneHands({ things, view, onSelect, onDraft, onStep }: ThingLaneProps, startOf: (thing: Thing) => number) {
  const grip = useRef<{ thing: Thing; x: number; width: number; startSeconds: number } | null>(null);
  const buttonAt = ({ target }: SyntheticEvent) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-thing]') : null;
  const thingAt = (event: SyntheticEvent) =>
    things.find((thing) => thing.id === buttonAt(event)?.dataset['thing']) ?? null;
  const letGo = () => void (grip.current = null);
  return {
    onClick: (event: MouseEvent) => {
      const thing = thingAt(event);
      if (thing !== null) onSelect(thing);
    },
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      const thing = thingAt(event);
      if (thing === null) return;
      onSelect(thing);
      grip.current = { thing, x: event.clientX, width: event.currentTarget.clientWidth, startSeconds: startOf(thing) };
      buttonAt(event)?.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const held = grip.current;
      if (held === null || held.width === 0 || Math.abs(event.clientX - held.x) < 3) return;
      onDraft(held.thing, held.startSeconds + ((event.clientX - held.x) / held.width) * view.span);
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onKeyDown: (event: KeyboardEvent) => {
      const thing = thingAt(event);
      if (thing === null || event.ctrlKey || event.altKey || event.metaKey) return;
      const far = event.shiftKey ? 10 : 1;
      const keys: Partial<Record<string, () => void>> = {
        ArrowLeft: () => onDraft(thing, startOf(thing) - far),
        ArrowRight: () => onDraft(thing, startOf(thing) + far),
        ArrowUp: () => onStep(thing, -1),
        ArrowDown: () => onStep(thing, 1),
      };
      const act = keys[event.key];
      if (act === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
  };
}

interface ThingButtonProps {
  thing: Thing;
  startSeconds: number;
  from: number;
  span: number;
  isSelected: boolean;
  isEntry: boolean;
}

const ThingButton = memo(function ThingButton(props: ThingButtonProps): JSX.Element {
  const { t } = useTranslation();
  const { thing, startSeconds, from, span } = props;
  return (
    <button
      type="button"
      className={`cv-after__thing cv-after__thing--${thing.kind}`}
      data-thing={thing.id}
      aria-pressed={props.isSelected}
      aria-label={t('after.timeline.thing', { words: thing.words, time: writeClock(startSeconds) })}
      title={thing.words}
      tabIndex={props.isEntry ? 0 : -1}
      style={place(startSeconds, Math.max(thing.endSeconds - thing.startSeconds, 0), { from, span })}
    >
      <span aria-hidden="true">{thing.words}</span>
    </button>
  );
});

/** Set through the CSSOM, which a strict style-src allows. A thing that reaches out of the window is cut at its edges. */
function place(startSeconds: number, lengthSeconds: number, view: View): CSSProperties {
  const share = (seconds: number) => Math.min(100, Math.max(0, ((seconds - view.from) / view.span) * 100));
  const left = share(startSeconds);
  return { insetInlineStart: `${left}%`, inlineSize: `${Math.max(0, share(startSeconds + lengthSeconds) - left)}%` };
}
