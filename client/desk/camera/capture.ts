// The browser's side of the camera: opens devices, names them, records, measures the sound. Must not know what is sent where.
import type { SoundLevel } from '../loudness.ts';
import { lackOf, type CameraProblem } from './camera-problem.ts';
import type { CameraFormat, CameraQuality } from './camera-quality.ts';
import { knownFormats, qualityFacts } from './camera-quality.ts';

/** Why no camera can be used here at all; null when one can. */
export function browserLack(): CameraProblem | null {
  return lackOf({
    isSecure: window.isSecureContext,
    // Where the page is not secure browsers leave it out, whatever the types say.
    hasDevices: 'mediaDevices' in navigator,
    hasRecorder: browserFormats().length > 0,
  });
}

/** In which forms this browser can record. */
export function browserFormats(): readonly CameraFormat[] {
  if (!('MediaRecorder' in window)) return [];
  return knownFormats((mimeType) => MediaRecorder.isTypeSupported(mimeType));
}

/** Which camera and which microphone; empty lets the browser choose. */
export interface ChosenDevices {
  readonly camera: string;
  readonly microphone: string;
}

/** Asks for the devices; the browser may ask the person. Rejects with what `problemOfDevice` reads. */
export function openDevices({ camera, microphone }: ChosenDevices, quality: CameraQuality): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    video: { ...sizeOf(quality), ...(camera === '' ? {} : { deviceId: { exact: camera } }) },
    audio: microphone === '' ? true : { deviceId: { exact: microphone } },
  });
}

function sizeOf(quality: CameraQuality): MediaTrackConstraints {
  const { width, height } = qualityFacts[quality];
  return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 25, max: 30 } };
}

/** A device to choose. Its label is empty until the person has permitted one. */
export interface KnownDevice {
  readonly id: string;
  readonly label: string;
}

export async function listDevices(): Promise<{ cameras: readonly KnownDevice[]; microphones: readonly KnownDevice[] }> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const ofKind = (kind: MediaDeviceKind): KnownDevice[] =>
    all.filter((device) => device.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { cameras: ofKind('videoinput'), microphones: ofKind('audioinput') };
}

/** The devices that a stream really uses. */
export function devicesOf(stream: MediaStream): ChosenDevices {
  const idOf = (track: MediaStreamTrack | undefined): string => track?.getSettings().deviceId ?? '';
  return { camera: idOf(stream.getVideoTracks()[0]), microphone: idOf(stream.getAudioTracks()[0]) };
}

/** How often a recorder hands out what it has: each time costs a message, and the delay is half of it. */
const sliceMs = 100;
const audioBitsPerSecond = 96_000;
/** The server's ladder cuts where the source has keyframes; not in the types of the DOM yet (W3C MediaRecorder, 2.2). */
const keyframes: object = { videoKeyFrameIntervalDuration: 2_000 };

/** Records a stream; the answer ends it. `onFail` is called when the recorder stops by itself. */
export function recordStream(
  stream: MediaStream,
  { format, quality }: { format: CameraFormat; quality: CameraQuality },
  listeners: { onBytes: (bytes: Uint8Array) => void; onFail: () => void },
): () => void {
  const { videoBitsPerSecond } = qualityFacts[quality];
  const { mimeType } = format;
  let isOver = false;
  let handedOn = Promise.resolve();
  let recorder: MediaRecorder | null = null;
  const fail = (): void => {
    if (!isOver) listeners.onFail();
  };
  async function handOn(data: Blob): Promise<void> {
    const bytes = new Uint8Array(await data.arrayBuffer());
    if (!isOver) listeners.onBytes(bytes);
  }
  function begin(): void {
    if (isOver) return;
    recorder = new MediaRecorder(stream, { mimeType, videoBitsPerSecond, audioBitsPerSecond, ...keyframes });
    // One after the other: reading a later one may be done sooner.
    recorder.ondataavailable = ({ data }) => void (handedOn = handedOn.then(() => handOn(data)).catch(fail));
    recorder.onerror = fail;
    recorder.start(sliceMs);
  }
  const resized = stream.getVideoTracks()[0]?.applyConstraints(sizeOf(quality)) ?? Promise.resolve();
  // A camera that cannot be smaller is recorded as it is, in fewer bits.
  resized.then(begin, begin).catch(fail);
  return () => {
    isOver = true;
    if (recorder?.state !== 'inactive') recorder?.stop();
  };
}

const meterEveryMs = 200;
/** What stands for silence. */
const leastDecibels = -120;

/** Tells how loud a stream is, some times a second; the answer ends it. */
export function meterSound(stream: MediaStream, onLevel: (level: SoundLevel) => void): () => void {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 4096 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    onLevel({ peak: decibels(peak), rms: decibels(Math.sqrt(power)) });
  }, meterEveryMs);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

function decibels(amplitude: number): number {
  return Math.max(leastDecibels, Math.round(20 * Math.log10(Math.max(amplitude, 1e-6))));
}
