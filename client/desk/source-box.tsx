// The other ways in: this computer's camera, an address to fetch from, the test signal, where SRT and RTMPS encoders connect.
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feed, FeedSource } from '../../server/contract/feeds.ts';
import { startSource, stopSource } from '../api/desk.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { CameraBox, usePageCamera } from './camera/camera-box.tsx';
import { CopyField } from './copy-field.tsx';
import { Fold } from './fold.tsx';
import { useDeskAction } from './use-desk-action.ts';
import type { DeskAction } from './use-desk-action.ts';

interface SourceProps {
  readonly sessionId: string;
  readonly feed: Feed;
}

/** The other ways in, folded away until somebody needs them or one of them runs. */
export function SourceBox({ sessionId, feed }: SourceProps): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(sessionId);
  const camera = usePageCamera();
  const running = feed.sources.filter((source) => source.kind !== 'srt');
  const isOpen = running.length > 0 || camera.state !== 'off' || camera.problem !== null;
  return (
    <Fold summary={t('desk.sources.heading')} isOpen={isOpen}>
      <CameraBox sessionId={sessionId} />
      {running.map((source) => (
        <RunningSource key={source.kind} sessionId={sessionId} source={source} action={action} />
      ))}
      {!running.some(({ kind }) => kind === 'test') && <StartTest sessionId={sessionId} action={action} />}
      <FetchForm sessionId={sessionId} action={action} />
      {action.problem !== null && (
        <p className="cdv-field-error" role="alert">
          {action.problem}
        </p>
      )}
      <OtherDoors feed={feed} />
    </Fold>
  );
}

function StartTest({ sessionId, action }: { sessionId: string; action: DeskAction }): JSX.Element {
  const { t } = useTranslation();
  const start = () => action.run('test', () => startSource(sessionId, { kind: 'test' }), t('desk.sources.started'));
  return (
    <div className="cdv-buttons">
      <Button look="outline" disabled={action.running !== null} onClick={() => void start()}>
        {t('desk.sources.startTest')}
      </Button>
    </div>
  );
}

function FetchForm({ sessionId, action }: { sessionId: string; action: DeskAction }): JSX.Element {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const source = { kind: 'pull', address: address.trim() } as const;
    const answer = await action.run('pull', () => startSource(sessionId, source), t('desk.sources.started'));
    if (answer !== null) setAddress('');
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('desk.sources.address')}
        hint={t('desk.sources.addressHint')}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <Button type="submit" look="outline" disabled={address.trim() === '' || action.running !== null}>
        {t('desk.sources.fetch')}
      </Button>
    </form>
  );
}

interface RunningProps {
  readonly sessionId: string;
  readonly source: FeedSource;
  readonly action: DeskAction;
}

function RunningSource({ sessionId, source, action }: RunningProps): JSX.Element | null {
  const { t } = useTranslation();
  const { kind, state, from, problem } = source;
  if (kind === 'srt') return null;
  const stop = () => action.run(`stop ${kind}`, () => stopSource(sessionId, kind), t('desk.sources.stopped'));
  return (
    <div role="status">
      <p>
        <strong>{t(`desk.sources.kinds.${kind}`)}</strong> {from ?? ''}: {t(`desk.sources.states.${state}`)}
      </p>
      {problem !== null && <p className="cdv-field-error">{t(`desk.sources.problems.${problem.code}`)}</p>}
      <Button
        look="outline"
        disabled={action.running !== null}
        aria-label={`${t('desk.sources.stop')}: ${t(`desk.sources.kinds.${kind}`)}`}
        onClick={() => void stop()}
      >
        {t('desk.sources.stop')}
      </Button>
    </div>
  );
}

function OtherDoors({ feed: { srt, rtmps } }: { feed: Feed }): JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      {rtmps !== null && (
        <CopyField label={t('desk.sources.rtmps')} value={rtmps.url} copyLabel={t('desk.sources.copyRtmps')} />
      )}
      {srt === null ? (
        <p className="cdv-hint">{t('desk.sources.noSrt')}</p>
      ) : (
        <CopyField label={t('desk.sources.srt')} value={srt.url} copyLabel={t('desk.sources.copySrt')} isSecret />
      )}
    </>
  );
}
