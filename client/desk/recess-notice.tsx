// What the public will read of a recess: two optional fields beside the button, and in recess a button that changes them.
import type { FormEvent, JSX } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunCommand, Session } from '../../server/contract/sessions.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { instantToRome, nextAtRomeTime } from './rome-time.ts';

/** The fields as the clerk writes them. */
export interface WrittenNotice {
  /** `21:30` in Rome; empty for none. */
  time: string;
  reason: string;
}

/** What stands in the session already, for the fields. */
export function noticeOf({ recess }: Pick<Session, 'recess'>): WrittenNotice {
  const expectedAt = recess?.expectedAt ?? null;
  return {
    time: expectedAt === null ? '' : instantToRome(Date.parse(expectedAt)).time,
    reason: recess?.reason ?? '',
  };
}

/** The command that says it; a time that is past already is meant for tomorrow. */
export function recessCommand({ time, reason }: WrittenNotice, nowMs: number): RunCommand {
  return { command: 'recess', reason, expectedAt: nextAtRomeTime(time, nowMs) };
}

interface RecessNoticeProps {
  session: Session;
  written: WrittenNotice;
  isDisabled: boolean;
  onChange: (written: WrittenNotice) => void;
  onUpdate: () => void;
}

/** Keeps what was written while it changes; begins anew with what the session says. */
export function useWrittenNotice(session: Session): [WrittenNotice, (written: WrittenNotice) => void] {
  const stands = JSON.stringify([session.state, session.recess]);
  const [kept, keep] = useState({ stands, written: noticeOf(session) });
  const written = kept.stands === stands ? kept.written : noticeOf(session);
  return [written, (next) => keep({ stands, written: next })];
}

/** The fields; in recess with the button that sends them. */
export function RecessNotice({ session, written, isDisabled, onChange, onUpdate }: RecessNoticeProps): JSX.Element {
  const { t } = useTranslation();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (session.state === 'recess') onUpdate();
  };
  return (
    <form className="cv-desk__recess" aria-label={t('recess.formLabel')} onSubmit={send}>
      <TextField
        label={t('recess.time')}
        hint={t('recess.timeHint')}
        type="time"
        value={written.time}
        onChange={(event) => onChange({ ...written, time: event.currentTarget.value })}
      />
      <TextField
        label={t('recess.reason')}
        value={written.reason}
        maxLength={200}
        onChange={(event) => onChange({ ...written, reason: event.currentTarget.value })}
      />
      {session.state === 'recess' && (
        <Button type="submit" look="outline" icon="pause" disabled={isDisabled}>
          {t('recess.update')}
        </Button>
      )}
    </form>
  );
}
