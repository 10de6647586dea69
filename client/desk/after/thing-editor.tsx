// What can be done with the selected mark or speech: exact time, play around it, name, split, merge, take out.
import { useId, useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../server/contract/sessions.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { agendaRows, itemInWords } from '../../watch/agenda-line.ts';
import { readClock, speechAfter, writeClock, type SpeechThing, type Thing } from './timeline-things.ts';
import type { TimelineActs } from './use-timeline-acts.ts';

interface ThingEditorProps {
  session: Session;
  things: readonly Thing[];
  thing: Thing;
  /** Where it will begin once it is saved. */
  draftSeconds: number;
  /** Where the player stands. */
  playSeconds: number;
  acts: TimelineActs;
  onDraft: (seconds: number) => void;
  onPlayAround: (seconds: number) => void;
  /** The draft is saved or given up. */
  onSettled: () => void;
}

/** The panel. */
export function ThingEditor(props: ThingEditorProps): JSX.Element {
  const { t } = useTranslation();
  const { thing, draftSeconds, acts, onDraft, onPlayAround, onSettled } = props;
  const isMoved = Math.abs(draftSeconds - thing.startSeconds) >= 0.05;
  const headingId = useId();
  const save = async () => {
    if (await acts.move(thing, draftSeconds)) onSettled();
  };
  return (
    <section className="cv-after__editor" aria-labelledby={headingId}>
      <h3 id={headingId}>{t(`after.editor.${thing.kind}`, { words: thing.words })}</h3>
      <div className="cv-after__row">
        <ClockField label={t('after.editor.begins')} seconds={draftSeconds} onSeconds={onDraft} />
        {[-10, -1, 1, 10].map((step) => (
          <Button key={step} look="outline" onClick={() => onDraft(draftSeconds + step)}>
            {`${step > 0 ? '+' : '−'}${Math.abs(step)} s`}
          </Button>
        ))}
        <Button look="outline" icon="play" onClick={() => onPlayAround(draftSeconds)}>
          {t('after.editor.playAround')}
        </Button>
        <Button look="outline" onClick={() => onDraft(props.playSeconds)}>
          {t('after.editor.toHere')}
        </Button>
      </div>
      <div className="cv-after__row">
        <Button icon="check" disabled={!isMoved || acts.isBusy} onClick={() => void save()}>
          {t('after.editor.save')}
        </Button>
        <Button look="outline" disabled={!isMoved} onClick={onSettled}>
          {t('after.editor.discard')}
        </Button>
        <Button look="outline" icon="trash" disabled={acts.isBusy} onClick={() => void acts.remove(thing)}>
          {t(thing.kind === 'mark' ? 'after.editor.removeMark' : 'after.editor.remove')}
        </Button>
        <span role="status" className="cdv-hint">
          {isMoved && t('after.editor.unsaved')}
        </span>
      </div>
      {thing.kind === 'mark' ? (
        <ItemChoice
          key={thing.id}
          session={props.session}
          label={t('after.editor.item')}
          button={t('after.editor.giveItem')}
          chosenId={thing.item.id}
          isBusy={acts.isBusy}
          onChoose={(item) => void acts.giveItem(thing, item)}
        />
      ) : (
        <SpeechParts key={`${thing.id} ${thing.entry.version}`} {...props} thing={thing} />
      )}
    </section>
  );
}

function SpeechParts(props: ThingEditorProps & { thing: SpeechThing }): JSX.Element {
  const { t } = useTranslation();
  const { thing, things, acts, playSeconds } = props;
  const [name, setName] = useState(thing.words);
  const [endSeconds, setEndSeconds] = useState(thing.endSeconds);
  const next = speechAfter(things, thing);
  const isInside = playSeconds > thing.startSeconds + 0.5 && playSeconds < thing.endSeconds - 0.5;
  return (
    <>
      <div className="cv-after__row">
        <ClockField label={t('after.editor.ends')} seconds={endSeconds} onSeconds={setEndSeconds} />
        <Button
          look="outline"
          disabled={acts.isBusy || Math.abs(endSeconds - thing.endSeconds) < 0.05 || endSeconds <= thing.startSeconds}
          onClick={() => void acts.end(thing, endSeconds)}
        >
          {t('after.editor.saveEnd')}
        </Button>
        <TextField
          label={t('after.editor.speaker')}
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          look="outline"
          disabled={acts.isBusy || name.trim() === '' || name.trim() === thing.words}
          onClick={() => void acts.rename(thing, name.trim())}
        >
          {t('after.editor.rename')}
        </Button>
      </div>
      <div className="cv-after__row">
        <Button look="outline" disabled={acts.isBusy || !isInside} onClick={() => void acts.split(thing, playSeconds)}>
          {t('after.editor.split', { time: writeClock(playSeconds) })}
        </Button>
        {next !== null && (
          <Button look="outline" disabled={acts.isBusy} onClick={() => void acts.merge(thing, next)}>
            {t('after.editor.merge', { next: next.words })}
          </Button>
        )}
      </div>
    </>
  );
}

interface ItemChoiceProps {
  session: Session;
  label: string;
  button: string;
  chosenId: string | null;
  isBusy: boolean;
  onChoose: (item: { id: string; words: string }) => void;
}

/** Chooses an item of the agenda, then does something with it. */
export function ItemChoice(props: ItemChoiceProps): JSX.Element {
  const rows = agendaRows(props.session.agenda);
  const [itemId, setItemId] = useState(props.chosenId ?? rows[0]?.item.id ?? '');
  const item = rows.find((row) => row.item.id === itemId)?.item;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (item !== undefined) props.onChoose({ id: item.id, words: itemInWords(item) });
  };
  return (
    <form className="cv-after__row" onSubmit={submit}>
      <SelectField label={props.label} value={itemId} onChange={(event) => setItemId(event.currentTarget.value)}>
        {rows.map(({ item: one, depth }) => (
          <option key={one.id} value={one.id}>
            {`${'  '.repeat(depth)}${itemInWords(one)}`}
          </option>
        ))}
      </SelectField>
      <Button type="submit" look="outline" disabled={props.isBusy || item === undefined || itemId === props.chosenId}>
        {props.button}
      </Button>
    </form>
  );
}

/** A time to type; what is no time stays in the field and changes nothing. */
export function ClockField(props: {
  label: string;
  seconds: number;
  onSeconds: (seconds: number) => void;
}): JSX.Element {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && readClock(typed) === null;
  const settle = () => {
    const seconds = typed === null ? null : readClock(typed);
    if (seconds !== null) props.onSeconds(seconds);
    if (!isWrong) setTyped(null);
  };
  return (
    <TextField
      label={props.label}
      value={typed ?? writeClock(props.seconds)}
      inputMode="decimal"
      className="form-control cv-after__clock"
      error={isWrong ? t('after.editor.noTime') : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        settle();
      }}
    />
  );
}
