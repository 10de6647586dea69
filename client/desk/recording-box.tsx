// A recording sent as a file: choosing it, sending it with pause and resume, and what becomes of it on the server.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import type { UploadPurpose } from '../../server/contract/uploads.ts';
import { uploadsQuery } from '../api/uploads.ts';
import { Button } from '../ui/button.tsx';
import { Field, SelectField, TextField } from '../ui/field.tsx';
import { Fold } from './fold.tsx';
import { SentRecording } from './sent-recording.tsx';
import { useSending, type SendingState } from './use-sending.ts';
import { instantToRome, romeToInstant } from './rome-time.ts';

const accepted = '.mp4,.m4v,.mov,.mkv,.webm,.ts,.mts,.m2ts,.flv,.mpg,.mpeg,video/*';

/** The box; nothing while the session can take no file and has none. */
export function RecordingBox({ session }: { session: Session }): JSX.Element | null {
  const { t } = useTranslation();
  const { data } = useQuery(uploadsQuery(session.id));
  const sending = useSending(session.id);
  const purposes = purposesOf(session);
  if (data === undefined || data.limitBytes === 0) return null;
  const others = data.items.filter((upload) => upload.state !== 'uploading' || sending.state.kind === 'idle');
  if (purposes.length === 0 && others.length === 0) return null;
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-recording">
      <h2 id="desk-recording">{t('recordings.heading')}</h2>
      {others.map((upload) => (
        <SentRecording key={upload.id} sessionId={session.id} upload={upload} />
      ))}
      {sending.state.kind !== 'idle' && <OnItsWay sending={sending} />}
      {sending.state.kind === 'idle' && purposes.length > 0 && (
        <Fold summary={t('recordings.send')} isOpen={session.state === 'ended' && others.length === 0}>
          <SendForm session={session} purposes={purposes} limitBytes={data.limitBytes} onSend={sending.start} />
        </Fold>
      )}
    </section>
  );
}

/** A past session without a recording can get one; one that takes feeds can have a file played. */
function purposesOf({ state, takes }: Session): UploadPurpose[] {
  const mayGetTake = (state === 'scheduled' || state === 'ended') && takes.length === 0;
  const mayPlay = state !== 'ended' && state !== 'cancelled';
  return [...(mayGetTake ? (['take'] as const) : []), ...(mayPlay ? (['feed'] as const) : [])];
}

interface FormProps {
  readonly session: Session;
  readonly purposes: readonly UploadPurpose[];
  readonly limitBytes: number;
  readonly onSend: (wanted: { file: File; purpose: UploadPurpose; heldAt: string | null }) => void;
}

function SendForm({ session, purposes, limitBytes, onSend }: FormProps): JSX.Element {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [chosen, setChosen] = useState<UploadPurpose | null>(null);
  const [openedAtMs] = useState(() => Date.now());
  const [held, setHeld] = useState(() => instantToRome(Date.parse(session.scheduledAt)));
  const purpose = chosen !== null && purposes.includes(chosen) ? chosen : (purposes[0] ?? 'take');
  const heldAt = purpose === 'take' ? romeToInstant(held.date, held.time) : null;
  const isTooLarge = file !== null && file.size > limitBytes;
  const isEmpty = file?.size === 0;
  const isInFuture = heldAt !== null && Date.parse(heldAt) > openedAtMs;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) onSend({ file, purpose, heldAt });
  };
  const limit = Math.floor(limitBytes / 1e9);
  const tooLarge = isTooLarge ? t('recordings.tooLarge', { limit }) : undefined;
  return (
    <form className="cv-desk__upload" onSubmit={submit}>
      {purposes.length > 1 && (
        <SelectField
          label={t('recordings.purpose')}
          value={purpose}
          onChange={(event) => setChosen(event.currentTarget.value as UploadPurpose)}
        >
          {purposes.map((one) => (
            <option key={one} value={one}>
              {t(`recordings.purposes.${one}`)}
            </option>
          ))}
        </SelectField>
      )}
      <Field
        label={t('recordings.file')}
        hint={t('recordings.fileHint', { limit })}
        error={isEmpty ? t('recordings.empty') : tooLarge}
      >
        {(ids) => (
          <input
            {...ids}
            type="file"
            className="form-control"
            accept={accepted}
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        )}
      </Field>
      {purpose === 'take' && (
        <>
          <TextField
            type="date"
            label={t('recordings.day')}
            error={isInFuture ? t('recordings.future') : undefined}
            value={held.date}
            onChange={(event) => setHeld({ ...held, date: event.currentTarget.value })}
          />
          <TextField
            type="time"
            label={t('recordings.time')}
            value={held.time}
            onChange={(event) => setHeld({ ...held, time: event.currentTarget.value })}
          />
        </>
      )}
      <Button
        type="submit"
        look="outline"
        disabled={file === null || isEmpty || isTooLarge || isInFuture || (purpose === 'take' && heldAt === null)}
      >
        {t('recordings.sendButton')}
      </Button>
    </form>
  );
}

function OnItsWay({ sending }: { sending: SendingState }): JSX.Element | null {
  const { t } = useTranslation();
  const { state, pause, resume, giveUp } = sending;
  if (state.kind === 'idle') return null;
  const percent = state.total === 0 ? 0 : Math.floor((100 * state.sent) / state.total);
  return (
    <div className="cv-desk__sending">
      <p>
        <strong>{state.fileName}</strong>{' '}
        {t(state.kind === 'paused' ? 'recordings.paused' : 'recordings.sending', { percent })}
      </p>
      <progress aria-label={t('recordings.progress')} value={state.sent} max={state.total} />
      {state.problem !== null && (
        <p className="cdv-field-error" role="alert">
          {state.problem}
        </p>
      )}
      <p className="cdv-hint">{t('recordings.stayHere')}</p>
      <div className="cdv-buttons">
        {state.kind === 'paused' ? (
          <Button look="outline" onClick={resume}>
            {t('recordings.resume')}
          </Button>
        ) : (
          <Button look="outline" onClick={pause}>
            {t('recordings.pause')}
          </Button>
        )}
        <Button look="outline" onClick={giveUp}>
          {t('recordings.giveUp')}
        </Button>
      </div>
    </div>
  );
}
