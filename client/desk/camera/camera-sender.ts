// Sends a camera to a session until it is stopped: begins a recording, begins another one whenever the last is of no use any
// more, and sends less when the connection carries less. No React, no browser: sockets and recorders are handed in.
//
// state         meaning                                          leads on
// connecting    a recording is being announced                   the server takes it → sending
// sending       bytes go out and are taken                       4 s behind → slow; broken → connecting; doors close → closed
// slow          what was sent is still on its way, no more is    all taken → connecting, in the next lower quality
// lost          there is no connection; tried again and again    it is back → connecting
// closed        the doors are closed; nothing is recorded        they are open → connecting
// stopped       by hand, or for a reason that needs a hand       start
import type { BeginCamera, CameraOver } from '../../../server/contract/camera.ts';
import { cameraLimits } from '../../../server/contract/camera.ts';
import type { Ack } from '../../../server/contract/socket-events.ts';
import type { CameraProblem } from './camera-problem.ts';
import { problemOfRefusal } from './camera-problem.ts';
import type { CameraFormat, CameraQuality } from './camera-quality.ts';
import { lowerQuality } from './camera-quality.ts';
import { CameraQueue } from './camera-queue.ts';

/** What the sender needs of a socket.io client. */
export interface CameraSocket {
  connect(): unknown;
  disconnect(): unknown;
  on(event: 'connect' | 'disconnect', listener: () => void): unknown;
  on(event: 'connect_error', listener: (error: Error) => void): unknown;
  on(event: 'camera:over', listener: (over: { code: CameraOver }) => void): unknown;
  on(event: 'camera:echo', listener: (ack: () => void) => void): unknown;
  emit(event: 'camera:begin', input: BeginCamera, ack: (answer: Ack<object>) => void): unknown;
  emit(event: 'camera:piece', bytes: Uint8Array, ack: (answer: Ack<object>) => void): unknown;
}

export interface CameraSenderOptions {
  readonly sessionId: string;
  readonly cameraId: string;
  /** The best first; the next one is tried when the server cannot read what this one makes. */
  readonly formats: readonly CameraFormat[];
  readonly openSocket: () => Promise<CameraSocket>;
  /** Begins a recording; the answer ends it, and no bytes come after that. */
  readonly record: (
    how: { format: CameraFormat; quality: CameraQuality },
    onBytes: (bytes: Uint8Array) => void,
  ) => () => void;
  readonly nowMs: () => number;
  /** Runs once after a while; the answer calls it off. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
}

export interface SenderSnapshot {
  readonly state: 'connecting' | 'sending' | 'slow' | 'lost' | 'closed' | 'stopped';
  readonly quality: CameraQuality;
  /** It is lower than what was asked for, because the connection does not carry more. */
  readonly isReduced: boolean;
  readonly kilobitsPerSecond: number;
  /** Why it was stopped, unless by hand. */
  readonly problem: CameraProblem | null;
}

/** So far behind the connection does not carry this quality. */
const slowMs = 4_000;
/** After so long without an answer there is no connection any more, whatever the browser believes. */
const deadMs = 10_000;
const lookEveryMs = 500;
const retryMs = 1_000;
/** Failures in a row after which another form of recording is tried. */
const patience = 2;
/** A recording that went on for so long was no failure. */
const calmMs = 10_000;

export class CameraSender {
  readonly #options: CameraSenderOptions;
  readonly #listeners = new Set<() => void>();
  readonly #queue: CameraQueue;
  readonly #wanted: CameraQuality;
  #snapshot: SenderSnapshot;
  #socket: CameraSocket | null = null;
  #endRecording: (() => void) | null = null;
  #cancelRetry = (): void => undefined;
  #cancelLook = (): void => undefined;
  /** Answers to what was asked before the newest turn mean nothing. */
  #turn = 0;
  #beganMs = 0;
  #progressMs = 0;
  #failures = 0;
  #format = 0;
  #measured = { atMs: 0, bytes: 0 };

  constructor(options: CameraSenderOptions, quality: CameraQuality) {
    this.#options = options;
    this.#wanted = quality;
    this.#snapshot = { state: 'stopped', quality, isReduced: false, kilobitsPerSecond: 0, problem: null };
    this.#queue = new CameraQueue({
      ...cameraLimits,
      nowMs: options.nowMs,
      send: (piece, taken) =>
        this.#socket?.emit('camera:piece', piece, () => {
          this.#progressMs = options.nowMs();
          taken();
          this.#followSlow();
        }),
    });
  }

  readonly getSnapshot = (): SenderSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  start(): void {
    this.#enter('connecting');
    const turn = ++this.#turn;
    this.#options.openSocket().then(
      (socket) => {
        if (turn !== this.#turn) return;
        this.#socket = socket;
        this.#listen(socket);
        socket.connect();
        this.#look();
      },
      () => {
        if (turn !== this.#turn) return;
        this.#enter('lost');
        this.#later(retryMs, () => this.start());
      },
    );
  }

  /** By hand, or because a device is gone. */
  stop(problem: CameraProblem | null = null): void {
    this.#turn += 1;
    this.#cancelRetry();
    this.#cancelLook();
    this.#breakOff();
    const socket = this.#socket;
    this.#socket = null;
    socket?.disconnect();
    this.#queue.clear();
    this.#update({ state: 'stopped', problem, kilobitsPerSecond: 0 });
  }

  #listen(socket: CameraSocket): void {
    const whileOurs =
      <Input extends unknown[]>(act: (...input: Input) => void) =>
      (...input: Input): void => {
        if (socket === this.#socket) act(...input);
      };
    socket.on(
      'connect',
      whileOurs(() => this.#begin()),
    );
    socket.on(
      'disconnect',
      whileOurs(() => this.#lose()),
    );
    socket.on(
      'connect_error',
      whileOurs((error: Error) => {
        const problem = problemOfRefusal(error.message);
        if (problem === null) this.#comeBack();
        else this.stop(problem);
      }),
    );
    socket.on(
      'camera:over',
      whileOurs(({ code }: { code: CameraOver }) => this.#over(code)),
    );
    socket.on('camera:echo', (ack) => ack());
  }

  #begin(): void {
    const { sessionId, cameraId, formats } = this.#options;
    const format = formats[this.#format % formats.length];
    if (format === undefined) return this.stop('not-supported');
    if (this.#snapshot.state !== 'closed') this.#enter('connecting');
    const turn = ++this.#turn;
    this.#cancelRetry();
    const { container, pictures } = format;
    this.#progressMs = this.#options.nowMs();
    this.#socket?.emit('camera:begin', { sessionId, cameraId, container, pictures }, (answer) => {
      if (turn !== this.#turn) return;
      if (answer.ok) this.#record(format);
      else this.#refused(answer);
    });
  }

  #record(format: CameraFormat): void {
    const { record, nowMs } = this.#options;
    this.#beganMs = nowMs();
    this.#measured = { atMs: this.#beganMs, bytes: this.#queue.takenBytes };
    this.#enter('sending');
    this.#endRecording = record({ format, quality: this.#snapshot.quality }, (bytes) => {
      this.#queue.add(bytes);
    });
  }

  #refused({ code, retryAfterMs }: Extract<Ack<object>, { ok: false }>): void {
    const problem = problemOfRefusal(code);
    if (problem !== null) return this.stop(problem);
    if (code === 'doors-closed') this.#enter('closed');
    this.#later(retryAfterMs ?? retryMs, () => this.#begin());
  }

  #over(code: CameraOver): void {
    this.#breakOff();
    if (code === 'taken-over' || code === 'stopped') return this.stop(code);
    if (code === 'doors-closed') this.#enter('closed');
    else this.#noteFailure();
    this.#later(Math.min(retryMs * this.#failures, 5 * retryMs), () => this.#begin());
  }

  #noteFailure(): void {
    const hasWorked = this.#options.nowMs() - this.#beganMs >= calmMs;
    this.#failures = hasWorked ? 0 : this.#failures + 1;
    if (this.#failures > 0 && this.#failures % patience === 0) this.#format += 1;
    this.#enter('connecting');
  }

  #lose(): void {
    this.#breakOff();
    this.#queue.clear();
    this.#turn += 1;
    this.#comeBack();
  }

  #comeBack(): void {
    this.#enter('lost');
    // By itself the client does not come back when the server said good-bye (a restart).
    this.#later(retryMs, () => this.#socket?.connect());
  }

  /** The recording is over here; what was not sent of it is worth nothing without the rest. */
  #breakOff(): void {
    this.#endRecording?.();
    this.#endRecording = null;
    this.#queue.dropWaiting();
  }

  #look(): void {
    this.#cancelLook = this.#options.schedule(lookEveryMs, () => {
      this.#judge();
      if (this.#socket !== null) this.#look();
    });
  }

  #judge(): void {
    const { state, quality } = this.#snapshot;
    if (state !== 'sending') return this.#judgeSilence();
    this.#measure();
    if (this.#queue.lagMs() < slowMs) return;
    this.#breakOff();
    this.#enter('slow');
    const next = lowerQuality(quality);
    this.#update({ quality: next, isReduced: next !== this.#wanted });
    this.#followSlow();
  }

  /** Something was asked or sent, and nothing came back. */
  #judgeSilence(): void {
    if (this.#snapshot.state === 'lost' || this.#options.nowMs() - this.#progressMs < deadMs) return;
    this.#socket?.disconnect();
    this.#lose();
  }

  #followSlow(): void {
    if (this.#snapshot.state === 'slow' && this.#queue.isEmpty) this.#begin();
  }

  #measure(): void {
    const nowMs = this.#options.nowMs();
    const { atMs, bytes } = this.#measured;
    if (nowMs - atMs < 2_000) return;
    const { takenBytes } = this.#queue;
    this.#measured = { atMs: nowMs, bytes: takenBytes };
    this.#update({ kilobitsPerSecond: Math.round(((takenBytes - bytes) * 8) / (nowMs - atMs)) });
  }

  #later(delayMs: number, run: () => void): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#options.schedule(delayMs, run);
  }

  #enter(state: SenderSnapshot['state']): void {
    this.#update({ state, problem: null, ...(state === 'sending' ? {} : { kilobitsPerSecond: 0 }) });
  }

  #update(change: Partial<SenderSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
