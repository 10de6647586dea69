// This computer's camera as a feed: choose devices, see and hear oneself, send. Shows what the sender says, in words.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { SoundMeter } from '../sound-meter.tsx';
import { cameraQualities, type CameraQuality } from './camera-quality.ts';
import type { SenderSnapshot } from './camera-sender.ts';
import type { KnownDevice } from './capture.ts';
import { pageCamera, type CameraSnapshot } from './page-camera.ts';

/** The page's camera as it is now. */
export function usePageCamera(): CameraSnapshot {
  return useSyncExternalStore(pageCamera.subscribe, pageCamera.getSnapshot);
}

/** Where the page comes back after a reload that the camera needed. */
const hash = '#camera';

/** Sends to this session once somebody presses start. */
export function CameraBox({ sessionId }: { sessionId: string }): JSX.Element {
  const { t } = useTranslation();
  const camera = usePageCamera();
  useEffect(() => {
    if (window.location.hash !== hash) return;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    void pageCamera.open();
  }, []);
  const problem = camera.problem ?? camera.sending?.problem ?? null;
  return (
    <div role="group" aria-labelledby="desk-camera" className="cv-desk__camera">
      <h3 id="desk-camera">{t('desk.camera.heading')}</h3>
      {camera.state === 'off' && <OpenCamera />}
      {camera.state === 'opening' && <p role="status">{t('desk.camera.opening')}</p>}
      {problem !== null && (
        <p className="cdv-field-error" role="alert">
          {t(`desk.camera.problems.${problem}`)}
        </p>
      )}
      {camera.state === 'on' && <OpenedCamera sessionId={sessionId} camera={camera} />}
    </div>
  );
}

function OpenCamera(): JSX.Element {
  const { t } = useTranslation();
  return (
    <>
      <p className="cdv-hint">{t('desk.camera.hint')}</p>
      <div className="cdv-buttons">
        <Button look="outline" icon="record" onClick={openHere}>
          {t('desk.camera.open')}
        </Button>
      </div>
    </>
  );
}

/** A page that was opened outside the desk may use no camera (Permissions Policy, 6.1): it is loaded anew. */
function openHere(): void {
  const { featurePolicy } = document as { featurePolicy?: { allowsFeature(feature: string): boolean } };
  if (featurePolicy?.allowsFeature('camera') !== false) return void pageCamera.open();
  window.location.hash = hash;
  window.location.reload();
}

interface OpenedProps {
  readonly sessionId: string;
  readonly camera: CameraSnapshot;
}

function OpenedCamera({ sessionId, camera }: OpenedProps): JSX.Element {
  const { t } = useTranslation();
  const { sending, stream, level } = camera;
  const isSending = sending !== null && sending.state !== 'stopped';
  return (
    <>
      <SelfView stream={stream} label={t('desk.camera.selfView')} />
      <SoundMeter level={level} />
      <Choices camera={camera} isSending={isSending} />
      {isSending && camera.sessionId !== sessionId && camera.sessionId !== null && (
        <p>
          <Link to={`/desk/sessions/${camera.sessionId}`}>{t('desk.camera.elsewhere')}</Link>
        </p>
      )}
      <SendingLine sending={sending} />
      <div className="cdv-buttons">
        {isSending ? (
          <Button look="danger" icon="ended" onClick={() => pageCamera.stop()}>
            {t('desk.camera.stop')}
          </Button>
        ) : (
          <>
            <Button icon="live" onClick={() => pageCamera.send(sessionId)}>
              {t('desk.camera.start')}
            </Button>
            <Button look="outline" onClick={() => pageCamera.close()}>
              {t('desk.camera.close')}
            </Button>
          </>
        )}
      </div>
    </>
  );
}

/** Without its sound, which would come back through the microphone. */
function SelfView({ stream, label }: { stream: MediaStream | null; label: string }): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  return <video ref={video} className="cv-desk__self" muted autoPlay playsInline aria-label={label} />;
}

function Choices({ camera, isSending }: { camera: CameraSnapshot; isSending: boolean }): JSX.Element {
  const { t } = useTranslation();
  const { chosen, cameras, microphones, quality } = camera;
  return (
    <>
      <DeviceField
        label={t('desk.camera.camera')}
        devices={cameras}
        value={chosen.camera}
        isDisabled={isSending}
        onChoose={(id) => void pageCamera.open({ ...chosen, camera: id })}
      />
      <DeviceField
        label={t('desk.camera.microphone')}
        devices={microphones}
        value={chosen.microphone}
        isDisabled={isSending}
        onChoose={(id) => void pageCamera.open({ ...chosen, microphone: id })}
      />
      <SelectField
        label={t('desk.camera.quality')}
        hint={t('desk.camera.qualityHint')}
        value={quality}
        disabled={isSending}
        onChange={(event) => pageCamera.chooseQuality(event.currentTarget.value as CameraQuality)}
      >
        {cameraQualities.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </SelectField>
    </>
  );
}

interface DeviceProps {
  readonly label: string;
  readonly devices: readonly KnownDevice[];
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onChoose: (id: string) => void;
}

function DeviceField({ label, devices, value, isDisabled, onChoose }: DeviceProps): JSX.Element {
  return (
    <SelectField
      label={label}
      value={value}
      disabled={isDisabled}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {devices.map((device, index) => (
        <option key={device.id} value={device.id}>
          {device.label === '' ? `${label} ${index + 1}` : device.label}
        </option>
      ))}
    </SelectField>
  );
}

/** Figures change all the time and stand outside of what is read aloud. */
function SendingLine({ sending }: { sending: SenderSnapshot | null }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state, quality, isReduced, kilobitsPerSecond } = sending ?? { state: 'stopped', quality: '720p' };
  const reduced = state === 'sending' && isReduced === true ? 'reduced' : state;
  const speed = ((kilobitsPerSecond ?? 0) / 1000).toLocaleString(language, { maximumFractionDigits: 1 });
  return (
    <p className="cv-desk__signal">
      <strong role="status">{t(`desk.camera.states.${reduced}`, { quality })}</strong>{' '}
      {state === 'sending' && kilobitsPerSecond !== 0 && <span>{t('desk.camera.speed', { speed })}</span>}
    </p>
  );
}
