// The one camera of this page: its devices, what they see and hear, and its sender. Outlives the desk, so that a clerk who looks
// at another page of the site does not end the broadcast. No React in here.
import { openCameraConnection } from '../../realtime/connect.ts';
import type { SoundLevel } from '../loudness.ts';
import { problemOfDevice, type CameraProblem } from './camera-problem.ts';
import type { CameraQuality } from './camera-quality.ts';
import { CameraSender, type CameraSocket, type SenderSnapshot } from './camera-sender.ts';
import type { ChosenDevices, KnownDevice } from './capture.ts';
import {
  browserFormats,
  browserLack,
  devicesOf,
  listDevices,
  meterSound,
  openDevices,
  recordStream,
} from './capture.ts';
import { keepAwake } from './keep-awake.ts';

export interface CameraSnapshot {
  readonly state: 'off' | 'opening' | 'on';
  readonly stream: MediaStream | null;
  readonly cameras: readonly KnownDevice[];
  readonly microphones: readonly KnownDevice[];
  readonly chosen: ChosenDevices;
  readonly quality: CameraQuality;
  readonly level: SoundLevel | null;
  /** The newest sending; null before the first. */
  readonly sending: SenderSnapshot | null;
  /** The session it is for; null before the first. */
  readonly sessionId: string | null;
  /** Why the devices cannot be used. */
  readonly problem: CameraProblem | null;
}

const off: CameraSnapshot = {
  ...{ state: 'off', stream: null, cameras: [], microphones: [], chosen: { camera: '', microphone: '' } },
  ...{ quality: '720p', level: null, sending: null, sessionId: null, problem: null },
};

class PageCamera {
  readonly #listeners = new Set<() => void>();
  #cameraId: string | null = null;
  #snapshot = off;
  #sender: CameraSender | null = null;
  #endMeter = (): void => undefined;
  #endAwake = (): void => undefined;

  readonly getSnapshot = (): CameraSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Opens the devices; again with others while they are open. */
  async open(chosen: ChosenDevices = this.#snapshot.chosen): Promise<void> {
    const lack = browserLack();
    if (lack !== null) return this.#update({ problem: lack });
    this.#letGo();
    this.#update({ state: 'opening', stream: null, chosen, problem: null });
    try {
      const stream = await openDevices(chosen, this.#snapshot.quality);
      this.#hold(stream);
      this.#update(await listDevices());
    } catch (error) {
      this.close(problemOfDevice(error));
    }
  }

  close(problem: CameraProblem | null = null): void {
    this.#letGo();
    this.#update({ state: 'off', stream: null, level: null, problem, chosen: off.chosen });
  }

  chooseQuality(quality: CameraQuality): void {
    this.#update({ quality });
  }

  send(sessionId: string): void {
    const { stream, quality } = this.#snapshot;
    if (stream === null) return;
    this.#sender?.stop();
    this.#cameraId ??= crypto.randomUUID();
    const sender: CameraSender = new CameraSender(
      {
        sessionId,
        cameraId: this.#cameraId,
        formats: browserFormats(),
        openSocket: async () => asCameraSocket(await openCameraConnection()),
        record: (how, onBytes) => recordStream(stream, how, { onBytes, onFail: () => sender.stop('failed') }),
        nowMs: () => performance.now(),
        schedule(delayMs, run) {
          const timer = setTimeout(run, delayMs);
          return () => clearTimeout(timer);
        },
      },
      quality,
    );
    this.#sender = sender;
    sender.subscribe(() => this.#follow(sender));
    this.#endAwake = keepAwake();
    window.addEventListener('beforeunload', askToStay);
    this.#update({ sessionId });
    sender.start();
  }

  stop(): void {
    this.#sender?.stop();
  }

  #follow(sender: CameraSender): void {
    if (sender !== this.#sender) return;
    const sending = sender.getSnapshot();
    this.#update({ sending });
    if (sending.state !== 'stopped') return;
    this.#endAwake();
    window.removeEventListener('beforeunload', askToStay);
  }

  #hold(stream: MediaStream): void {
    const gone = (): void => {
      if (this.#snapshot.stream !== stream) return;
      this.#sender?.stop('device-gone');
      this.close('device-gone');
    };
    for (const track of stream.getTracks()) track.addEventListener('ended', gone);
    this.#endMeter = meterSound(stream, (level) => this.#update({ level }));
    this.#update({ state: 'on', stream, chosen: devicesOf(stream) });
    navigator.mediaDevices.ondevicechange = () => void listDevices().then((known) => this.#update(known));
  }

  #letGo(): void {
    const { stream } = this.#snapshot;
    this.#endMeter();
    this.#endMeter = () => undefined;
    this.#snapshot = { ...this.#snapshot, stream: null };
    for (const track of stream?.getTracks() ?? []) track.stop();
  }

  #update(change: Partial<CameraSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** The browser asks in its own words whether to leave. */
function askToStay(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** The same object: socket.io's own types are generic over event names in a way that a plain interface cannot say. */
function asCameraSocket(socket: Awaited<ReturnType<typeof openCameraConnection>>): CameraSocket {
  return socket as unknown as CameraSocket;
}

/** This page's camera. */
export const pageCamera = new PageCamera();
