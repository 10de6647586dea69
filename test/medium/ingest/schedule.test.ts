// Deadlines of the real clock: what has arrived is read before a silence is believed.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { scheduleByTimer } from '../../../media/ingest/schedule.ts';

let server: Server;
let sender: Socket;
let receiver: Socket;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  sender = connect((server.address() as AddressInfo).port, '127.0.0.1');
  [receiver] = await accepted;
  await once(sender, 'ready');
});

afterEach(async () => {
  sender.destroy();
  receiver.destroy();
  server.close();
  await once(server, 'close');
});

/** Nothing else of this process runs until then. */
function standStill(untilMs: number): void {
  while (performance.now() < untilMs);
}

describe('a deadline of the real clock', () => {
  it('comes after what arrived while the process stood still', async () => {
    const order: string[] = [];
    receiver.once('data', () => order.push('media'));
    sender.write('a picture');
    const over = new Promise<void>((resolve) => {
      scheduleByTimer(5, () => {
        order.push('deadline');
        resolve();
      });
    });
    standStill(performance.now() + 30);
    await over;
    expect(order).toEqual(['media', 'deadline']);
  });

  it('can be called off until it runs', async () => {
    let hasRun = false;
    const callOff = scheduleByTimer(5, () => (hasRun = true));
    const later = new Promise<void>((resolve) => void scheduleByTimer(5, resolve));
    standStill(performance.now() + 30);
    callOff();
    await later;
    expect(hasRun).toBe(false);
  });
});
