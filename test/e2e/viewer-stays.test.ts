// A viewer who does nothing: the page that was opened before the first picture comes to the pictures, in their own qualities.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import { ApiClient } from '../support/api-client.ts';
import { openBrowser, seePicture, welcomeVisitor, type Visitor } from '../support/browser.ts';
import { publish, type Publisher } from '../support/ffmpeg-publisher.ts';
import { startServer, type RunningServer } from '../support/running-server.ts';
import { waitFor } from '../support/wait-for.ts';

let server: RunningServer;
let browser: Browser;
let citizen: Visitor;
let encoder: Publisher | null = null;

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  citizen = await welcomeVisitor(browser, server.url);
});

afterAll(async () => {
  encoder?.kill9();
  await encoder?.exited;
  await browser?.close();
  await server?.dispose();
});

const qualities = async (): Promise<string[]> => {
  const menu = citizen.page.getByLabel(en.player.quality);
  return (await menu.count()) === 0 ? [] : menu.locator('option').allTextContents();
};

/** The citizen's picture once it shows what was filmed after `sinceMs`. */
const citizenSees = (describe: string, sinceMs: number) =>
  waitFor(async () => ((await seePicture(citizen.page)).clockMs ?? 0) > sinceMs, { deadlineMs: 40_000, describe });

describe('a page that is left alone', () => {
  it('comes from the slate to the pictures in their own qualities', async () => {
    const api = new ApiClient(server.url);
    await api.signIn();
    const { id } = await api.createSession({ title: 'Early birds', scheduledAt: new Date().toISOString() });
    await api.command(id, 'go-live');
    const { page, complaints } = citizen;
    await page.goto(`/sessions/${id}`);
    await waitFor(async () => (await seePicture(page)).height > 0, {
      deadlineMs: 30_000,
      describe: 'the slate is seen',
    });
    await page.getByText(en.player.settings, { exact: true }).click();
    await waitFor(async () => (await qualities()).includes('720p'), { describe: 'the slate has its qualities' });
    const { rtmp } = await api.feed(id);
    const sinceMs = Date.now();
    encoder = publish({ url: `${rtmp.url}/${rtmp.streamKey}`, size: '640x360' });
    await citizenSees('the pictures', sinceMs);
    await waitFor(async () => (await qualities()).includes('240p'), {
      deadlineMs: 20_000,
      describe: 'the qualities of the pictures',
    });
    expect((await qualities()).filter((name) => /^\d+p$/.test(name))).toEqual(['360p', '240p']);
    await citizenSees('pictures that go on', Date.now());
    expect(complaints).toEqual([]);
  });
});
