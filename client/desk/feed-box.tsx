// Where the encoder connects, what arrives, and what to put right. The stream key stays hidden until asked for.
import { useId, useRef, useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Feed, FeedHealth } from '../../server/contract/feeds.ts';
import { renewStreamKey } from '../api/desk.ts';
import { Alert } from '../ui/alert.tsx';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { useFeedProblemInWords } from './feed-problem.ts';
import { useSignalInWords } from './status-bar.tsx';
import { Fold } from './fold.tsx';
import { TwoStepButton } from './two-step-button.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** The signal of a session. */
export function FeedBox({ sessionId, feed }: { sessionId: string; feed: Feed | null }): JSX.Element {
  const { t } = useTranslation();
  const inWords = useSignalInWords();
  return (
    <section className="cv-desk__panel" aria-labelledby="desk-feed">
      <h2 id="desk-feed">{t('desk.feed.heading')}</h2>
      <p className="cv-desk__signal" role="status">
        <strong>{inWords(feed)}</strong>
      </p>
      {feed !== null && <Problems health={feed.health} />}
      {feed?.status === 'receiving' && <Numbers health={feed.health} />}
      {feed !== null && (
        <Fold summary={t('desk.feed.whereTo')} isOpen={feed.status !== 'receiving'}>
          <CopyField label={t('desk.feed.server')} value={feed.rtmp.url} copyLabel={t('desk.feed.copyServer')} />
          <CopyField
            label={t('desk.feed.key')}
            value={feed.rtmp.streamKey}
            copyLabel={t('desk.feed.copyKey')}
            isSecret
          />
          <p className="cdv-hint">{t('desk.feed.keyWarning')}</p>
          <RenewKey sessionId={sessionId} />
          <Hints />
        </Fold>
      )}
    </section>
  );
}

function Problems({ health }: { health: FeedHealth }): JSX.Element | null {
  const inWords = useFeedProblemInWords();
  if (health.problems.length === 0) return null;
  return (
    <Alert kind="warning" urgency="urgent">
      {health.problems.map((problem) => (
        <p key={problem.code}>{inWords(problem)}</p>
      ))}
    </Alert>
  );
}

function Numbers({ health }: { health: FeedHealth }): JSX.Element {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  const { width, height, framesPerSecond, kilobitsPerSecond, keyframeIntervalSeconds } = health;
  const known = width !== null && height !== null && framesPerSecond !== null && kilobitsPerSecond !== null;
  return (
    <p className="cdv-hint">
      {known &&
        t('desk.feed.numbers', {
          width,
          height,
          fps: number.format(framesPerSecond),
          mbit: number.format(kilobitsPerSecond / 1000),
        })}
      {keyframeIntervalSeconds !== null &&
        `; ${t('desk.feed.keyframes', { seconds: number.format(keyframeIntervalSeconds) })}`}
      {health.videoCodec !== null &&
        `; ${t('desk.feed.codecs', { video: health.videoCodec, audio: health.audioCodec ?? '–' })}`}
    </p>
  );
}

interface CopyFieldProps {
  label: string;
  value: string;
  copyLabel: string;
  isSecret?: boolean;
}

function CopyField({ label, value, copyLabel, isSecret = false }: CopyFieldProps): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setShown] = useState(!isSecret);
  const copy = useCopy(input, () => setShown(true));
  return (
    <div className="cdv-field">
      <label htmlFor={id}>{label}</label>
      <div className="cv-desk__copy">
        <input
          ref={input}
          id={id}
          className="form-control"
          type={isShown ? 'text' : 'password'}
          value={value}
          autoComplete="off"
          spellCheck={false}
          readOnly
        />
        {isSecret && (
          <Button
            look="outline"
            aria-label={t(isShown ? 'desk.feed.hideKey' : 'desk.feed.showKey')}
            onClick={() => setShown(!isShown)}
          >
            {t(isShown ? 'desk.feed.hide' : 'desk.feed.show')}
          </Button>
        )}
        <Button look="outline" aria-label={copyLabel} onClick={() => void copy(value)}>
          {t('desk.feed.copy')}
        </Button>
      </div>
    </div>
  );
}

/** Copying is only allowed on secure addresses; elsewhere the text is selected, so that Ctrl+C does it. */
function useCopy(input: { current: HTMLInputElement | null }, show: () => void): (value: string) => Promise<void> {
  const { t } = useTranslation();
  const announce = useAnnounce();
  return async (value) => {
    const isCopied = await copyText(value);
    if (!isCopied) {
      show();
      input.current?.focus();
      input.current?.select();
    }
    announce(t(isCopied ? 'desk.feed.copied' : 'desk.feed.copyByHand'));
  };
}

async function copyText(value: string): Promise<boolean> {
  if (!window.isSecureContext) return false;
  return navigator.clipboard.writeText(value).then(
    () => true,
    () => false,
  );
}

function RenewKey({ sessionId }: { sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  const action = useDeskAction(sessionId);
  return (
    <div className="cdv-buttons">
      <TwoStepButton
        words={t('desk.feed.renew')}
        question={t('desk.feed.renewAsk')}
        yes={t('desk.yes')}
        isRunning={action.running !== null}
        isDisabled={action.running !== null}
        reasonLabel={null}
        onConfirm={() => void action.run('renew', () => renewStreamKey(sessionId), t('desk.feed.renewed'))}
      />
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
    </div>
  );
}

function Hints(): JSX.Element {
  const { t } = useTranslation();
  return (
    <Fold summary={t('desk.feed.hintsHeading')} isOpen={false}>
      <ul>
        <li>{t('desk.feed.hintService')}</li>
        <li>{t('desk.feed.hintKeyframes')}</li>
        <li>{t('desk.feed.hintBframes')}</li>
        <li>{t('desk.feed.hintCodec')}</li>
      </ul>
    </Fold>
  );
}
