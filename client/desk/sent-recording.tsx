// One file that the server has: how far its take is, what is wrong with it, and what can be done.
import { useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Upload } from '../../server/contract/uploads.ts';
import { playUpload, removeUpload, retryUpload, uploadsQuery } from '../api/uploads.ts';
import { Button } from '../ui/button.tsx';
import { TwoStepButton } from './two-step-button.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** Its line in the box. */
export function SentRecording({ sessionId, upload }: { sessionId: string; upload: Upload }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const action = useDeskAction(sessionId);
  const { id, fileName, state, progress, problem } = upload;
  const act = async (name: string, what: () => Promise<void>, said: string): Promise<void> => {
    await action.run(name, what, said);
    await cache.invalidateQueries({ queryKey: uploadsQuery(sessionId).queryKey });
  };
  const percent = Math.floor(100 * (state === 'uploading' ? upload.receivedBytes / upload.bytes : (progress ?? 0)));
  const isBusy = action.running !== null;
  return (
    <div className="cv-desk__sending">
      <p role="status">
        <strong>{fileName}</strong> {t(`recordings.states.${state}`, { percent })}
      </p>
      {state === 'working' && <progress aria-label={t('recordings.making')} value={progress ?? 0} max={1} />}
      {upload.isGentle && <p className="cdv-hint">{t('recordings.gentle')}</p>}
      {problem !== null && (
        <p className="cdv-field-error">{t(`recordings.problems.${problem.code}`, { fact: problem.fact ?? '?' })}</p>
      )}
      {action.problem !== null && (
        <p className="cdv-field-error" role="alert">
          {action.problem}
        </p>
      )}
      <div className="cdv-buttons">
        {state === 'ready' && (
          <Button
            look="outline"
            disabled={isBusy}
            onClick={() => void act('play', () => playUpload(sessionId, id), t('desk.sources.started'))}
          >
            {t('recordings.play')}
          </Button>
        )}
        {state === 'failed' && (
          <Button
            look="outline"
            disabled={isBusy}
            onClick={() => void act('retry', () => retryUpload(sessionId, id), t('recordings.again'))}
          >
            {t('recordings.retry')}
          </Button>
        )}
        {state !== 'done' && (
          <TwoStepButton
            words={t(state === 'working' ? 'recordings.cancel' : 'recordings.remove')}
            question={t('recordings.removeAsk')}
            yes={t('desk.yes')}
            isRunning={action.running === 'remove'}
            isDisabled={isBusy}
            reasonLabel={null}
            onConfirm={() => void act('remove', () => removeUpload(sessionId, id), t('recordings.removed'))}
          />
        )}
      </div>
    </div>
  );
}
