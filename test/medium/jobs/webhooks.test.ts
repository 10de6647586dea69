// Webhooks: the outbox follows the trail, deliveries are signed, failures are tried again and given up, private addresses refused.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Delivery, MadeWebhook } from '../../../server/contract/webhooks.ts';
import { createPost } from '../../../server/jobs/post-webhook.ts';
import { createWebhookCourier } from '../../../server/jobs/webhook-courier.ts';
import { deliverDueWebhooks } from '../../../server/usecases/deliver-webhooks.ts';
import { createFeedAlarm } from '../../../server/usecases/feed-alarm.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: TestServer;
let receiver: Server;
let answerStatus: number;
const heard: Heard[] = [];

beforeEach(async () => {
  heard.length = 0;
  answerStatus = 204;
  server = await createTestServer();
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(answerStatus, { location: '/elsewhere' }).end();
      receiver.emit('heard');
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterEach(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await server.close();
});

const post = createPost({ allowPrivate: true });
const urlOf = (): string => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
async function makeHook(events: string[]): Promise<MadeWebhook> {
  const answer = await server.askAsStaff('POST', '/api/webhooks', { body: { url: urlOf(), events } });
  expect(answer.status).toBe(201);
  return answer.json<MadeWebhook>();
}
async function makeSession(): Promise<string> {
  const body = { title: 'Consiglio', scheduledAt: '2026-11-22T20:00:00Z' };
  return (await server.askAsStaff('POST', '/api/sessions', { body })).json<{ id: string }>().id;
}
const command = (id: string, name: string) =>
  server.askAsStaff('POST', `/api/sessions/${id}/commands`, { body: { command: name } });
const deliveries = async (id: string): Promise<Delivery[]> =>
  (await server.askAsStaff('GET', `/api/webhooks/${id}/deliveries`)).json<{ items: Delivery[] }>().items;

describe('a delivery', () => {
  it('carries what happened, signed so that the receiver can check it', async () => {
    const { secret, id: hookId } = await makeHook(['session.live', 'session.ended']);
    const id = await makeSession();
    for (const name of ['go-live', 'recess', 'adjourn']) await command(id, name);
    await deliverDueWebhooks(server.house, post);
    const types = heard.map(({ body }) => JSON.parse(body) as { type: string; data: object });
    expect(types.map(({ type }) => type).toSorted()).toEqual(['session.ended', 'session.live']);
    const live = types.find(({ type }) => type === 'session.live');
    expect(live?.data).toMatchObject({ sessionId: id, title: 'Consiglio', state: 'live' });
    for (const { headers, body } of heard) {
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
      const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
      expect(headers['webhook-signature']).toBe(expected);
    }
    expect((await deliveries(hookId)).map((one) => one.state)).toEqual(['delivered', 'delivered']);
  });

  it('is in the outbox exactly when what it tells of is kept', async () => {
    await makeHook(['session.live']);
    const id = await makeSession();
    expect((await command(id, 'resume')).status).toBe(409);
    await command(id, 'go-live');
    await command(id, 'go-live');
    const rows = await server.house.db.selectFrom('webhook_deliveries').selectAll().execute();
    expect(rows.map((row) => row.event)).toEqual(['session.live']);
  });

  it('that fails is tried again later and later, with the same id, and given up after a day', async () => {
    let nowMs = Date.now();
    server.setNow(nowMs);
    const { id } = await makeHook(['session.live']);
    answerStatus = 500;
    await server.askAsStaff('POST', `/api/webhooks/${id}/test`);
    const waits: number[] = [];
    for (;;) {
      const nextAtMs = await deliverDueWebhooks(server.house, post);
      if (nextAtMs === null) break;
      waits.push(Math.round((nextAtMs - nowMs) / 1000));
      server.setNow((nowMs = nextAtMs));
    }
    expect(waits).toEqual([5, 30, 120, 600, 3600, 21_600, 86_400]);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const row = await server.house.db.selectFrom('webhook_deliveries').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ next_at: null, delivered_at: null, attempts: 8, last_status: 500 });
  });

  it('that was under way when the server was killed goes out again at its next start, with the same id', async () => {
    const { id: hookId } = await makeHook(['session.live']);
    await command(await makeSession(), 'go-live');
    const sent = new Promise<string>((resolve) => {
      const dying = (delivery: { headers: Readonly<Record<string, string>> }): Promise<never> => {
        resolve(delivery.headers['webhook-id'] ?? '');
        // The process dies here: nobody hears how it went.
        return new Promise<never>(() => undefined);
      };
      void deliverDueWebhooks(server.house, dying);
    });
    const id = await sent;
    await deliverDueWebhooks(server.house, post);
    await deliverDueWebhooks(server.house, post);
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual([id]);
    expect((await deliveries(hookId)).map(({ state }) => state)).toEqual(['delivered']);
  });

  it('is not led elsewhere by a redirect, and 410 ends it at once', async () => {
    const { id } = await makeHook(['session.live']);
    answerStatus = 302;
    await server.askAsStaff('POST', `/api/webhooks/${id}/test`);
    await deliverDueWebhooks(server.house, post);
    expect(heard).toHaveLength(1);
    expect((await deliveries(id))[0]).toMatchObject({ state: 'waiting', lastStatus: 302 });
    answerStatus = 410;
    await server.askAsStaff('POST', `/api/webhooks/${id}/test`);
    await deliverDueWebhooks(server.house, post);
    expect((await deliveries(id)).filter((one) => one.lastStatus === 410)).toMatchObject([{ state: 'given-up' }]);
  });

  it('is carried by the courier as soon as it is committed', async () => {
    await makeHook(['session.live']);
    const courier = createWebhookCourier(server.house, post);
    courier.start();
    try {
      const arrived = once(receiver, 'heard');
      await command(await makeSession(), 'go-live');
      await arrived;
      expect(heard[0]?.body).toContain('session.live');
    } finally {
      await courier.stop();
    }
  });
});

describe('a feed that is lost while its session is on air', () => {
  it('is told once, and its return too; a loss before the session is nobody’s alarm', async () => {
    await makeHook(['feed.lost', 'feed.back']);
    const id = await makeSession();
    const alarm = createFeedAlarm(server.house);
    for (const status of ['lost', 'receiving'] as const) await alarm(id, { status, problems: [] });
    await command(id, 'go-live');
    const statuses = ['receiving', 'lost', 'lost', 'stalled', 'receiving', 'receiving'] as const;
    await Promise.all(statuses.map((status) => alarm(id, { status, problems: [] })));
    const rows = await server.house.db.selectFrom('webhook_deliveries').select('event').orderBy('created_at').execute();
    expect(rows.map((row) => row.event).toSorted()).toEqual(['feed.back', 'feed.lost']);
  });
});

describe('what the guardian finds wrong with a session on air', () => {
  it('is told when it begins and when it ends, in words', async () => {
    await makeHook(['guardian.alarm', 'guardian.clear']);
    const id = await makeSession();
    const alarm = createFeedAlarm(server.house);
    const silent = { status: 'receiving', problems: [{ code: 'sound-silent', fact: null }] } as const;
    await alarm(id, silent);
    await command(id, 'go-live');
    for (const report of [silent, silent, { ...silent, problems: [] }, silent]) await alarm(id, report);
    const rows = await server.house.db.selectFrom('webhook_deliveries').selectAll().execute();
    expect(rows.map((row) => row.event)).toEqual(['guardian.alarm', 'guardian.clear', 'guardian.alarm']);
    for (const { payload } of rows) expect(payload).toMatch(/"reason":"[^"]*sound[^"]*","code":"sound-silent"/i);
  });
});

describe('a webhook', () => {
  it('shows its secret once and stores it sealed', async () => {
    const { secret, id } = await makeHook(['session.live']);
    expect((await server.askAsStaff('GET', '/api/webhooks')).text).not.toContain(secret);
    const rows = JSON.stringify([
      await server.house.db.selectFrom('webhooks').selectAll().execute(),
      await server.house.db.selectFrom('audit').selectAll().execute(),
    ]);
    expect(rows).toContain(id);
    expect(rows).not.toContain(secret.slice(6));
  });

  it('that is removed is told nothing any more', async () => {
    const { id } = await makeHook(['session.live']);
    await server.askAsStaff('POST', `/api/webhooks/${id}/test`);
    expect((await server.askAsStaff('DELETE', `/api/webhooks/${id}`)).status).toBe(204);
    await command(await makeSession(), 'go-live');
    expect(await deliverDueWebhooks(server.house, post)).toBeNull();
    expect(heard).toEqual([]);
  });

  it('goes only to web addresses, without a password in them', async () => {
    const hostile = ['ftp://example.org/x', 'https://user:secret@example.org/', 'javascript:alert(1)', 'example.org'];
    for (const url of hostile) {
      const answer = await server.askAsStaff('POST', '/api/webhooks', { body: { url, events: ['session.live'] } });
      expect([url, answer.status]).toEqual([url, 400]);
    }
  });
});

describe('a private address', () => {
  const guarded = createPost({ allowPrivate: false });
  const send = (url: string) => guarded({ url, headers: {}, body: '{}' });

  it('is refused as a number, as a name, and over plain http', async () => {
    const { port } = receiver.address() as AddressInfo;
    for (const url of [
      `https://127.0.0.1:${port}/`,
      `https://[::1]:${port}/`,
      `https://localhost:${port}/`,
      `http://93.184.215.14/`,
      `https://2130706433:${port}/`,
    ]) {
      expect([url, await send(url)]).toMatchObject([
        url,
        { kind: 'failed', detail: expect.stringContaining('public address') },
      ]);
    }
    expect(heard).toEqual([]);
  });
});
