// The fences around every route, generated from the table of routes: sign-in, origin, body, methods, headers.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allRoutes } from '../../../server/http/all-routes.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import type { Route } from '../../../server/http/route.ts';
import { createTestServer } from '../../support/test-server.ts';
import type { TestServer } from '../../support/test-server.ts';

let server: TestServer;
let routes: Route[];
beforeAll(async () => {
  server = await createTestServer();
  const metrics = createMetrics({ socketCount: () => 0, onAirCount: () => 0, problemCounts: () => new Map() });
  routes = allRoutes({ house: server.house, metrics, isReady: () => true, cookieName: 'casa_sign_in' });
});
afterAll(() => server.close());

const addressOf = (route: Route): string => route.path.replaceAll(/\{\w+\}/g, 'some-id');
const changing = (): Route[] => routes.filter(({ method }) => method !== 'get' && method !== 'head');
const bodyOf = (route: Route): object => (route.body === undefined ? {} : { body: {} });

describe('every route that changes something', () => {
  it('exists', () => {
    expect(changing().length).toBeGreaterThanOrEqual(12);
  });

  it('refuses the public with 401, unless anyone may use it', async () => {
    for (const route of changing().filter((one) => one.access !== 'public')) {
      const answer = await server.ask(route.method.toUpperCase(), addressOf(route), bodyOf(route));
      expect([route.method, route.path, answer.status]).toEqual([route.method, route.path, 401]);
      expect(answer.json()).toMatchObject({ code: 'not-signed-in', status: 401 });
    }
  });

  it('is public only where the contract says so', () => {
    const open = changing().filter((route) => route.access === 'public');
    expect(open.map((route) => route.path)).toEqual([
      '/api/sign-in',
      '/api/sign-out',
      '/api/setup',
      '/api/choose-password',
      // Counts a question of the public; it changes nothing else.
      '/api/search/askings',
      // Whoever holds an address decides about it, by keys that only its mails carry.
      '/api/search/alerts',
      '/api/search/alerts/confirm',
      '/api/search/alerts/leave/{key}',
      '/api/bodies/{id}/subscriptions',
      '/api/convocations/confirm',
      '/api/convocations/leave/{key}',
    ]);
  });

  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['an origin of the same host on another port', { origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { origin: 'null' }],
    ['no origin', {}],
  ])('refuses the sign-in cookie with %s', async (_name, headers: Record<string, string>) => {
    const cookie = await server.signIn();
    for (const route of changing()) {
      const ask = { ...bodyOf(route), headers: { cookie, ...headers } };
      const answer = await server.ask(route.method.toUpperCase(), addressOf(route), ask);
      expect([route.method, route.path, answer.status]).toEqual([route.method, route.path, 403]);
      expect(answer.json()).toMatchObject({ code: 'foreign-origin' });
    }
  });

  it('lets the sign-in cookie pass from the site’s own pages', async () => {
    for (const route of changing().filter((one) => !one.path.includes('/sign-out'))) {
      const answer = await server.askAsStaff(route.method.toUpperCase(), addressOf(route), bodyOf(route));
      expect([route.path, [401, 403].includes(answer.status)]).toEqual([route.path, false]);
    }
  });

  it('takes a request with an API token for the public’s: the cookie beside it does not count', async () => {
    const headers = { cookie: await server.signIn(), authorization: 'Bearer made-up' };
    const answer = await server.ask('POST', '/api/sessions', { body: { title: 'x' }, headers });
    expect(answer.status).toBe(401);
  });
});

describe('a bad request', () => {
  it('that is not JSON answers 400 and says so', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await server.ask('POST', '/api/sign-in', { body: '{"email":', headers });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'bad-request', detail: 'The body is not valid JSON.' });
  });

  it('of another content type answers 415', async () => {
    const answer = await server.ask('POST', '/api/sign-in', {
      body: 'email=a',
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(415);
  });

  it('larger than 1 MB answers 413', async () => {
    const answer = await server.ask('POST', '/api/sign-in', { body: { email: 'a'.repeat(1_100_000), password: 'x' } });
    expect(answer.status).toBe(413);
    expect(answer.json()).toMatchObject({ code: 'too-large' });
  });

  it('without a body names what is missing', async () => {
    const answer = await server.ask('POST', '/api/sign-in');
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid-input' });
  });

  it('with a method that an address does not know answers 405 and names those it knows', async () => {
    const answer = await server.ask('DELETE', '/api/sessions');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });

  it('to an unknown address below /api answers a 404 problem, not a page', async () => {
    const answer = await server.ask('GET', '/api/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    '/api/sessions/%E0%A4%A',
    '/api/sessions/%00',
    `/api/sessions/${'x'.repeat(500)}`,
    '/api/sessions/..%2f..%2fetc',
  ])('with a hostile id (%s) answers 4xx', async (address) => {
    const answer = await server.ask('GET', address);
    expect([400, 404]).toContain(answer.status);
  });

  it.each(['q=%27%20OR%201=1--&body=%27;DROP TABLE sessions', 'q=a&q=b', 'q[$ne]=1', '__proto__[x]=1'])(
    'that tries to inject (%s) does no harm',
    async (query) => {
      const answer = await server.ask('GET', `/api/search?${query}`);
      expect([200, 400]).toContain(answer.status);
      expect((await server.ask('GET', '/api/sessions')).status).toBe(200);
    },
  );
});

describe('headers', () => {
  it('fence data in so that it is no page', async () => {
    const { headers } = await server.ask('GET', '/api/sessions');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('allow pages nothing inline and nothing from elsewhere', async () => {
    const policy = (await server.ask('GET', '/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("media-src 'self' blob:");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('give camera and microphone to the desk alone', async () => {
    const policyOf = async (page: string) => (await server.ask('GET', page)).headers.get('permissions-policy');
    expect(await policyOf('/desk/sessions/some-id')).toMatch(/^camera=\(self\), microphone=\(self\), /);
    for (const page of ['/', '/sessions/some-id', '/deskless', '/api/sessions'])
      expect(await policyOf(page)).toMatch(/^camera=\(\), microphone=\(\), /);
  });
});
