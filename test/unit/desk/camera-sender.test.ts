// The camera's sender by its table: what it does when the server, the connection or the doors change. Socket and recorder are doubles.
import { describe, expect, it } from '@jest/globals';
import type { BeginCamera } from '../../../server/contract/camera.ts';
import type { CameraFormat, CameraQuality } from '../../../client/desk/camera/camera-quality.ts';
import { CameraSender, type CameraSocket } from '../../../client/desk/camera/camera-sender.ts';

const formats: readonly CameraFormat[] = [
  { mimeType: 'h264', container: 'matroska', pictures: 'h264' },
  { mimeType: 'vp8', container: 'matroska', pictures: 'other' },
];

type Listener = (...input: unknown[]) => void;
type Reply = { ok: true } | { ok: false; code: string; detail: string; retryAfterMs?: number };

class Socket {
  readonly listeners = new Map<string, Listener[]>();
  readonly begins: BeginCamera[] = [];
  readonly unanswered: ((answer: Reply) => void)[] = [];
  readonly pieces: Uint8Array[] = [];
  readonly acknowledge: (() => void)[] = [];
  answer: Reply | null = { ok: true };
  connects = 0;
  disconnects = 0;

  on(event: string, listener: Listener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }
  hear(event: string, ...input: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(...input);
  }
  connect(): void {
    this.connects += 1;
  }
  disconnect(): void {
    this.disconnects += 1;
  }
  emit(event: string, input: BeginCamera & Uint8Array, ack: (answer: Reply) => void): void {
    if (event === 'camera:piece') {
      this.pieces.push(input);
      this.acknowledge.push(() => ack({ ok: true }));
      return;
    }
    this.begins.push(input);
    if (this.answer === null) this.unanswered.push(ack);
    else ack(this.answer);
  }
}

async function setStage(quality: CameraQuality = '720p') {
  const socket = new Socket();
  const timers: { atMs: number; run: () => void }[] = [];
  const clock = { ms: 0 };
  const recordings: { mimeType: string; quality: string; isOver: boolean; give: (bytes: Uint8Array) => void }[] = [];
  const sender = new CameraSender(
    {
      ...{ sessionId: 's1', cameraId: 'page-1-of-the-desk', formats },
      openSocket: () => Promise.resolve(socket as unknown as CameraSocket),
      record({ format, quality: how }, onBytes) {
        const recording = { mimeType: format.mimeType, quality: how, isOver: false, give: onBytes };
        recordings.push(recording);
        return () => void (recording.isOver = true);
      },
      nowMs: () => clock.ms,
      schedule(delayMs, run) {
        const timer = { atMs: clock.ms + delayMs, run };
        timers.push(timer);
        return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1));
      },
    },
    quality,
  );
  sender.start();
  await Promise.resolve();
  await Promise.resolve();
  return {
    ...{ sender, socket, recordings, clock },
    state: () => sender.getSnapshot().state,
    /** Lets time pass, timers at their moment. */
    pass(ms: number) {
      const endMs = clock.ms + ms;
      for (;;) {
        const next = timers.filter(({ atMs }) => atMs <= endMs).sort((one, other) => one.atMs - other.atMs)[0];
        if (next === undefined) break;
        timers.splice(timers.indexOf(next), 1);
        clock.ms = next.atMs;
        next.run();
      }
      clock.ms = endMs;
    },
    timers,
  };
}

const some = new Uint8Array(1000);

describe('the sender of a camera', () => {
  it('records once the server takes the recording, and sends what is recorded', async () => {
    const stage = await setStage();
    expect([stage.state(), stage.recordings]).toEqual(['connecting', []]);
    stage.socket.hear('connect');
    expect(stage.socket.begins).toEqual([
      { sessionId: 's1', cameraId: 'page-1-of-the-desk', container: 'matroska', pictures: 'h264' },
    ]);
    stage.recordings[0]?.give(some);
    expect([stage.state(), stage.socket.pieces.length]).toEqual(['sending', 1]);
    for (let turn = 0; turn < 5; turn += 1) {
      stage.socket.acknowledge.at(-1)?.();
      stage.pass(500);
      stage.recordings[0]?.give(some);
    }
    expect(stage.sender.getSnapshot().kilobitsPerSecond).toBeGreaterThan(10);
  });

  it('begins another recording when the connection is back, and records nothing while it is lost', async () => {
    const stage = await setStage();
    stage.socket.hear('connect');
    stage.socket.hear('disconnect');
    expect([stage.state(), stage.recordings[0]?.isOver]).toEqual(['lost', true]);
    stage.pass(1000);
    expect(stage.socket.connects).toBe(2);
    stage.socket.hear('connect');
    expect([stage.state(), stage.recordings.length, stage.socket.begins.length]).toEqual(['sending', 2, 2]);
  });

  it('sends less when it is 4 s behind: first everything on its way is taken, then it begins in the next quality', async () => {
    const stage = await setStage();
    stage.socket.hear('connect');
    stage.recordings[0]?.give(some);
    stage.pass(4000);
    expect([stage.state(), stage.recordings[0]?.isOver, stage.recordings.length]).toEqual(['slow', true, 1]);
    stage.socket.acknowledge[0]?.();
    expect(stage.recordings[1]).toMatchObject({ quality: '480p', isOver: false });
    expect(stage.sender.getSnapshot()).toMatchObject({ state: 'sending', quality: '480p', isReduced: true });
  });

  it('connects anew when nothing is answered for 10 s', async () => {
    const stage = await setStage('360p');
    stage.socket.hear('connect');
    stage.recordings[0]?.give(some);
    stage.pass(9_500);
    expect([stage.state(), stage.socket.disconnects]).toEqual(['slow', 0]);
    stage.pass(1_000);
    expect([stage.state(), stage.socket.disconnects]).toEqual(['lost', 1]);
    stage.pass(1_000);
    expect(stage.socket.connects).toBe(2);
    stage.socket.hear('connect');
    expect(stage.sender.getSnapshot()).toMatchObject({ state: 'sending', quality: '360p', isReduced: false });
  });

  it('records nothing behind closed doors, and goes on when they are open', async () => {
    const stage = await setStage();
    stage.socket.hear('connect');
    stage.socket.answer = { ok: false, code: 'doors-closed', detail: '' };
    stage.socket.hear('camera:over', { code: 'doors-closed' });
    stage.pass(5_000);
    expect([stage.state(), stage.recordings.map(({ isOver }) => isOver)]).toEqual(['closed', [true]]);
    stage.socket.answer = { ok: true };
    stage.pass(1_000);
    expect([stage.state(), stage.recordings.length]).toEqual(['sending', 2]);
  });

  it('tries another form of recording when the server cannot read this one, more and more slowly', async () => {
    const stage = await setStage();
    stage.socket.hear('connect');
    for (let failure = 0; failure < 2; failure += 1) {
      stage.socket.hear('camera:over', { code: 'broken' });
      stage.pass(2_000);
    }
    expect(stage.recordings.map(({ mimeType }) => mimeType)).toEqual(['h264', 'h264', 'vp8']);
    stage.pass(60_000);
    stage.socket.hear('camera:over', { code: 'broken' });
    stage.pass(0);
    expect(stage.recordings.at(-1)).toMatchObject({ mimeType: 'vp8', isOver: false });
    expect(stage.recordings).toHaveLength(4);
  });

  it.each([
    ['another encoder took over', (socket: Socket) => socket.hear('camera:over', { code: 'taken-over' }), 'taken-over'],
    ['it was stopped from elsewhere', (socket: Socket) => socket.hear('camera:over', { code: 'stopped' }), 'stopped'],
    [
      'the sign-in is over',
      (socket: Socket) => socket.hear('connect_error', new Error('not-signed-in')),
      'not-signed-in',
    ],
  ])('stops, does not fight and says why when %s', async (_, happen, problem) => {
    const stage = await setStage();
    stage.socket.hear('connect');
    happen(stage.socket);
    stage.pass(60_000);
    expect(stage.sender.getSnapshot()).toMatchObject({ state: 'stopped', problem });
    expect([stage.recordings[0]?.isOver, stage.recordings.length, stage.timers]).toEqual([true, 1, []]);
    expect(stage.socket.disconnects).toBe(1);
  });

  it('stops for good when it is told to, also while it waits for an answer', async () => {
    const stage = await setStage();
    stage.socket.answer = null;
    stage.socket.hear('connect');
    stage.sender.stop();
    stage.socket.unanswered[0]?.({ ok: true });
    stage.socket.hear('connect');
    stage.pass(60_000);
    expect([stage.state(), stage.recordings, stage.timers]).toEqual(['stopped', [], []]);
    expect(stage.sender.getSnapshot().problem).toBeNull();
  });

  it('waits as long as the server asks it to', async () => {
    const stage = await setStage();
    stage.socket.answer = { ok: false, code: 'slow-down', detail: '', retryAfterMs: 3_000 };
    stage.socket.hear('connect');
    stage.pass(2_900);
    stage.socket.answer = { ok: true };
    expect(stage.socket.begins).toHaveLength(1);
    stage.pass(100);
    expect(stage.state()).toBe('sending');
  });
});
