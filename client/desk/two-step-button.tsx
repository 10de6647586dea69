// A dangerous act in two steps in the same place: first the question, then yes or no. A double click only asks.
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, JSX, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import type { IconName } from '../ui/icon.tsx';

interface TwoStepProps {
  words: string;
  icon?: IconName;
  question: string;
  yes: string;
  isRunning: boolean;
  isDisabled: boolean;
  /** Label of a reason that must be written; null when none is needed. */
  reasonLabel: string | null;
  onConfirm: (reason: string) => void;
}

/** The button, or its question once it was pressed. Escape and "no" go back. */
export function TwoStepButton(props: TwoStepProps): JSX.Element {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const goBack = () => {
    setAsking(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (isAsking) return <Question {...props} onBack={goBack} onDone={() => setAsking(false)} />;
  return (
    <Button
      look="outline"
      ref={opener}
      {...(props.icon !== undefined && { icon: props.icon })}
      disabled={props.isDisabled}
      onClick={() => setAsking(true)}
    >
      {props.isRunning ? `${props.words.replace('…', '')} – ${t('desk.busy')}` : props.words}
    </Button>
  );
}

function Question(props: TwoStepProps & { onBack: () => void; onDone: () => void }): JSX.Element {
  const { t } = useTranslation();
  const box = useRef<HTMLFormElement>(null);
  const questionId = useId();
  const [reason, setReason] = useState('');
  useEffect(() => box.current?.focus(), []);
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    props.onConfirm(reason);
    props.onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.onBack();
  };
  return (
    <form
      ref={box}
      className="cv-desk__question"
      tabIndex={-1}
      aria-labelledby={questionId}
      onSubmit={confirm}
      onKeyDown={onKeyDown}
    >
      <p id={questionId}>{props.question}</p>
      {props.reasonLabel !== null && (
        <TextField
          label={props.reasonLabel}
          value={reason}
          maxLength={1000}
          required
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <div className="cdv-buttons">
        <Button type="submit" look="danger" disabled={props.isDisabled}>
          {props.yes}
        </Button>
        <Button look="outline" onClick={props.onBack}>
          {t('desk.no')}
        </Button>
      </div>
    </form>
  );
}
