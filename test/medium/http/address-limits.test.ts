// What one address may ask for: plenty for a school, not without end; each of what costs is counted apart, proxies are seen through.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressLimits } from '../../../server/usecases/address-pace.ts';
import { createTestServer, type Answer, type TestServer } from '../../support/test-server.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ trustedProxies: ['127.0.0.1'], mostSocketsOfAddress: 3 });
});
afterAll(() => server.close());

const from = (address: string) => ({ 'x-forwarded-for': address });
/** Asks until it is refused, at most so often. */
async function exhaust(method: string, path: string, address: string, most: number): Promise<Answer> {
  const body = method === 'POST' ? { body: { q: 'ponte' } } : {};
  for (let time = 0; time < most; time += 1) {
    const answer = await server.ask(method, path, { headers: from(address), ...body });
    if (answer.status === 429) return answer;
  }
  throw new Error(`${path} was never refused`);
}

describe('an address', () => {
  it('is told after many questions to wait, how long, and why', async () => {
    const { capacity } = addressLimits.askings;
    const refused = await exhaust('POST', '/api/search/askings', '198.51.100.7', capacity * 2);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(refused.json()).toMatchObject({ code: 'slow-down', status: 429, detail: expect.stringMatching(/wait/) });
    // Another address, another thing and staff at the same address go on.
    const askings = ['POST', '/api/search/askings', { body: { q: 'ponte' }, headers: from('198.51.100.8') }] as const;
    expect((await server.ask(...askings)).status).toBe(204);
    const search = await server.ask('GET', '/api/search?q=ponte', { headers: from('198.51.100.7') });
    expect(search.status).toBe(200);
    const staff = { body: { q: 'ponte' }, headers: from('198.51.100.7') };
    expect((await server.askAsStaff('POST', '/api/search/askings', staff)).status).toBe(204);
  });

  it('asks for calendars and sees pages that cost nothing', async () => {
    await exhaust('GET', '/api/calendar.ics', '198.51.100.9', addressLimits.feeds.capacity * 2);
    expect((await server.ask('GET', '/api/sessions', { headers: from('198.51.100.9') })).status).toBe(200);
  });

  it('is one with the others of its IPv6 network, and none where no proxy said another', async () => {
    await exhaust('GET', '/api/calendar.ics', '2001:db8:1:2::1', addressLimits.feeds.capacity * 2);
    // A slow machine earns an asking again meanwhile; an address of its own would have all of them.
    await exhaust('GET', '/api/calendar.ics', '2001:db8:1:2::ffff', addressLimits.feeds.capacity / 2);
    for (let time = 0; time <= addressLimits.feeds.capacity; time += 1) {
      expect((await server.ask('GET', '/api/calendar.ics')).status).toBe(200);
    }
  });

  it('opens so many sockets and no more, until one closes', async () => {
    const handshake = () =>
      fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: from('198.51.100.10') });
    const sockets = [1, 2, 3].map(() => server.connect(from('198.51.100.10')));
    await waitFor(() => sockets.every((socket) => socket.connected), { describe: 'three sockets' });
    const refused = await handshake();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    expect(await refused.text()).toMatch(/Too many connections/);
    const late = server.connect(from('198.51.100.10'));
    const isRefused = new Promise((resolve) => late.once('connect_error', resolve));
    await isRefused;
    sockets[0]?.disconnect();
    await waitFor(async () => (await handshake()).status === 200, { describe: 'there is room again' });
  });
});
