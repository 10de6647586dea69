// The alarm of the desk is really heard: what goes to the loudspeakers is measured, and where the browser keeps the page
// silent the desk says so. The house runs in this process; live media is a double that loses the feed when told.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import { silentReport } from '../../media/ingest/feed-report.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { openBrowser, welcomeVisitor } from '../support/browser.ts';
import { createTestServer, staff, type TestServer } from '../support/test-server.ts';
import { waitFor } from '../support/wait-for.ts';

const clientFolder = path.join(import.meta.dirname, '..', '..', 'dist', 'client');
/** A tone of the alarm has an amplitude of 0.15; silence is exactly 0. */
const audible = 0.1;
const words = en.control.alarms;

/**
 * Runs in the page before anything else: an ear at everything that is led to the loudspeakers; and sound that waits for a
 * touch of the page, as browsers have it (here every script of a test counts as one).
 */
const ears = `
globalThis.AudioContext = class extends AudioContext {
  constructor(...options) {
    super(...options);
    void this.suspend();
  }
};
const connect = AudioNode.prototype.connect;
const listening = [];
AudioNode.prototype.connect = function (to, ...rest) {
  if (to === this.context.destination) {
    const ear = new AnalyserNode(this.context, { fftSize: 2048 });
    connect.call(this, ear);
    listening.push(ear);
  }
  return connect.call(this, to, ...rest);
};
globalThis.hear = () => Math.max(0, ...listening.flatMap((ear) => {
  const wave = new Float32Array(ear.fftSize);
  ear.getFloatTimeDomainData(wave);
  return [...wave].map(Math.abs);
}));`;

let server: TestServer;
let browser: Browser;
let page: Page;
let sessionId = '';

beforeAll(async () => {
  server = await createTestServer({ clientFolder });
  browser = await openBrowser();
  const body = { title: 'Council', scheduledAt: '2026-11-22T20:00:00Z' };
  sessionId = (await server.askAsStaff('POST', '/api/sessions', { body })).json<Session>().id;
  await server.askAsStaff('POST', `/api/sessions/${sessionId}/commands`, { body: { command: 'go-live' } });
  const visitor = await welcomeVisitor(browser, server.url);
  ({ page } = visitor);
  await page.addInitScript(ears);
  await visitor.context.request.post('/api/sign-in', { data: staff, headers: { origin: server.url } });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const loudness = (): Promise<number> => page.evaluate('globalThis.hear()');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const feedIs = (status: 'receiving' | 'lost') => server.live.reports.set(sessionId, { ...silentReport, status });

describe('the alarm of the desk', () => {
  it('says in words that the browser keeps it silent, with a button', async () => {
    feedIs('lost');
    await page.goto(`/desk/sessions/${sessionId}`);
    await button(words.see).waitFor();
    await page.getByText(words.blocked).waitFor();
    expect(await loudness()).toBe(0);
  });

  it('is heard after the button, again and again until somebody has seen it', async () => {
    await button(words.soundOn).click();
    await page.getByText(words.blocked).waitFor({ state: 'detached' });
    const heard = async () => (await loudness()) > audible;
    const silent = async () => (await loudness()) < audible / 10;
    await waitFor(heard, { describe: 'the alarm is heard' });
    await waitFor(silent, { describe: 'a pause' });
    await waitFor(heard, { describe: 'the alarm is heard again' });
    await button(words.see).click();
    await button(words.see).waitFor({ state: 'detached' });
    await waitFor(silent, { describe: 'silence' });
  });

  it('is heard after any touch of the page too', async () => {
    feedIs('receiving');
    await page.reload();
    await page.getByText(words.blocked).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.getByText(words.blocked).waitFor({ state: 'detached' });
    feedIs('lost');
    await waitFor(async () => (await loudness()) > audible, { describe: 'the alarm is heard' });
  });
});
