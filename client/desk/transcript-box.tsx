// Uploads a WebVTT transcript and says what of it could not be used.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import type { TranscriptResult } from '../../server/contract/transcripts.ts';
import { replaceTranscript } from '../api/desk.ts';
import { NoteField, noteOf } from '../prepare/correction-note.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** The server takes no more. */
const maxBytes = 10 * 1024 * 1024;
const shownProblems = 20;

/** The transcript of a session. */
export function TranscriptBox({ session }: { session: Session }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(session.id);
  const [file, setFile] = useState<File | null>(null);
  /** The transcript that stood here when the file was chosen; null: what stands here now. */
  const [seen, setSeen] = useState<string | null>(null);
  const [result, setResult] = useState<TranscriptResult | null>(null);
  const [note, setNote] = useState('');
  const isTooLarge = file !== null && file.size > maxBytes;
  const upload = async (event: FormEvent) => {
    event.preventDefault();
    if (file === null || isTooLarge) return;
    setResult(null);
    const answer = await action.run('upload', async () =>
      replaceTranscript(session.id, await file.text(), {
        ...noteOf(note),
        seen: seen ?? session.transcriptId ?? 'none',
      }),
    );
    // Whoever was told that another one stands here now may look at it and press again.
    setSeen(null);
    if (answer !== null) setResult(answer.value);
  };
  const error = isTooLarge ? t('desk.transcript.tooLarge') : (action.problem ?? undefined);
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-transcript">
      <h2 id="desk-transcript">{t('desk.transcript.heading')}</h2>
      <p>{t(session.hasTranscript ? 'desk.transcript.has' : 'desk.transcript.hasNot')}</p>
      <form className="cv-desk__upload" onSubmit={(event) => void upload(event)}>
        <Field label={t('desk.transcript.choose')} hint={t('desk.transcript.hint')} error={error}>
          {(ids) => (
            <input
              {...ids}
              type="file"
              className="form-control"
              accept=".vtt,text/vtt"
              onChange={(event) => {
                setFile(event.currentTarget.files?.[0] ?? null);
                setSeen(session.transcriptId ?? 'none');
              }}
            />
          )}
        </Field>
        {session.hasTranscript && <NoteField session={session} value={note} onChange={setNote} />}
        <Button type="submit" look="outline" disabled={file === null || isTooLarge || action.running !== null}>
          {action.running === null ? t('desk.transcript.upload') : t('desk.busy')}
        </Button>
      </form>
      <div role="status">{result !== null && <Kept result={result} />}</div>
    </section>
  );
}

function Kept({ result }: { result: TranscriptResult }): JSX.Element {
  const { t } = useTranslation();
  const { cueCount, problems } = result;
  const shown = problems.slice(0, shownProblems);
  return (
    <Alert kind={problems.length > 0 ? 'warning' : 'success'}>
      <p>{t('desk.transcript.kept', { count: cueCount })}</p>
      {problems.length > 0 && (
        <>
          <p>{t('desk.transcript.problems', { count: problems.length })}</p>
          <ul>
            {shown.map(({ line, code }, index) => (
              <li key={`${line}-${index}`}>
                {t('desk.transcript.line', { line, detail: t(`problems.lines.${code}`) })}
              </li>
            ))}
            {problems.length > shown.length && (
              <li>{t('desk.transcript.more', { count: problems.length - shown.length })}</li>
            )}
          </ul>
        </>
      )}
    </Alert>
  );
}
