// How a camera's bytes wait: never more on their way than the server takes, and how far behind is known.
import { describe, expect, it } from '@jest/globals';
import { CameraQueue } from '../../../client/desk/camera/camera-queue.ts';

function setQueue() {
  const sent: Uint8Array[] = [];
  const taken: (() => void)[] = [];
  const clock = { ms: 0 };
  const queue = new CameraQueue({
    send: (piece, done) => {
      sent.push(piece);
      taken.push(done);
    },
    nowMs: () => clock.ms,
    pieceBytes: 4,
    windowBytes: 8,
  });
  return { queue, sent, taken, clock };
}

const bytes = (length: number, first = 0): Uint8Array => Uint8Array.from({ length }, (_, at) => first + at);

describe('the queue of a camera', () => {
  it('sends pieces in order, and no more than the window', () => {
    const { queue, sent, taken } = setQueue();
    queue.add(bytes(10));
    queue.add(bytes(3, 10));
    expect(sent.map((piece) => [...piece])).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    taken[0]?.();
    taken[1]?.();
    expect(sent.slice(2).map((piece) => [...piece])).toEqual([
      [8, 9],
      [10, 11, 12],
    ]);
    expect([queue.isEmpty, queue.takenBytes]).toEqual([false, 8]);
  });

  it('knows for how long its oldest bytes have waited, sent or not', () => {
    const { queue, taken, clock } = setQueue();
    expect(queue.lagMs()).toBe(0);
    queue.add(bytes(4));
    clock.ms = 700;
    queue.add(bytes(8));
    clock.ms = 1000;
    expect(queue.lagMs()).toBe(1000);
    taken[0]?.();
    expect(queue.lagMs()).toBe(300);
  });

  it('throws away what was not sent when its recording is over, and still waits for what was', () => {
    const { queue, sent, taken } = setQueue();
    queue.add(bytes(20));
    queue.dropWaiting();
    taken[0]?.();
    expect([sent.length, queue.isEmpty]).toEqual([2, false]);
    taken[1]?.();
    expect([sent.length, queue.isEmpty, queue.lagMs()]).toEqual([2, true, 0]);
  });

  it('forgets everything with the connection: a late acknowledgement opens no window', () => {
    const { queue, sent, taken } = setQueue();
    queue.add(bytes(20));
    queue.clear();
    queue.add(bytes(12, 50));
    expect(sent).toHaveLength(4);
    taken[0]?.();
    expect([sent.length, queue.takenBytes]).toEqual([4, 0]);
    taken[2]?.();
    expect([...(sent[4] ?? [])]).toEqual([58, 59, 60, 61]);
  });
});
