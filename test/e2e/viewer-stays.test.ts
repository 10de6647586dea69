// A viewer who does nothing: the page that was opened before the first picture comes to the pictures, in their own qualities,
// and stays with them when they come from a laptop whose connection breaks.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import { ApiClient } from '../support/api-client.ts';
import { openBrowser, seePicture, welcomeVisitor, type Visitor } from '../support/browser.ts';
import { publish, type Publisher } from '../support/ffmpeg-publisher.ts';
import { judge } from '../support/judge-page.ts';
import { administrator, startServer, type RunningServer } from '../support/running-server.ts';
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
  waitFor(async () => ((await seePicture(citizen.page)).clockMs ?? 0) > sinceMs, { describe });

describe('a page that is left alone', () => {
  it('comes from the slate to the pictures in their own qualities', async () => {
    const api = new ApiClient(server.url);
    await api.signIn();
    const { id } = await api.createSession({ title: 'Early birds', scheduledAt: new Date().toISOString() });
    await api.command(id, 'go-live');
    const { page, complaints } = citizen;
    await page.goto(`/sessions/${id}`);
    await waitFor(async () => (await seePicture(page)).height > 0, { describe: 'the slate is seen' });
    await page.getByText(en.player.settings, { exact: true }).click();
    await waitFor(async () => (await qualities()).includes('720p'), { describe: 'the slate has its qualities' });
    const { rtmp } = await api.feed(id);
    const sinceMs = Date.now();
    encoder = publish({ url: `${rtmp.url}/${rtmp.streamKey}`, size: '640x360' });
    await citizenSees('the pictures', sinceMs);
    await waitFor(async () => (await qualities()).includes('240p'), { describe: 'the qualities of the pictures' });
    expect((await qualities()).filter((name) => /^\d+p$/.test(name))).toEqual(['360p', '240p']);
    await citizenSees('pictures that go on', Date.now());
    expect(complaints).toEqual([]);
  });
});

/** Keeps hold of the page's web sockets, so that a test can cut them as a network does. */
const noteSockets = `
const sockets = [];
globalThis.WebSocket = class extends WebSocket {
  constructor(...input) { super(...input); sockets.push(this); }
};
globalThis.cutSockets = () => sockets.splice(0).forEach((socket) => socket.close());`;

/** Two looks at the picture are far apart: the fake camera turns, a slate stands still. */
async function moves(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const video = document.querySelector('video');
    if (video === null || video.readyState < 2) return false;
    const pen = new OffscreenCanvas(64, 36).getContext('2d', { willReadFrequently: true });
    const look = (): Uint8ClampedArray => {
      pen?.drawImage(video, 0, 0, 64, 36);
      return pen?.getImageData(0, 0, 64, 36).data ?? new Uint8ClampedArray();
    };
    const before = look();
    for (let frame = 0; frame < 8; frame += 1) await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    const after = look();
    return after.filter((value, at) => Math.abs(value - (before[at] ?? 0)) > 60).length > 20;
  });
}

const citizenSeesMotion = (page: Page, describe: string): Promise<boolean> => waitFor(() => moves(page), { describe });

describe('a committee that is run from a laptop', () => {
  it('is on air from its camera, comes back when the connection is cut, and is cut behind closed doors', async () => {
    const api = new ApiClient(server.url);
    await api.signIn();
    const { id } = await api.createSession({ title: 'Budget committee', scheduledAt: new Date().toISOString() });
    const clerk = await welcomeVisitor(browser, server.url);
    await clerk.context.addInitScript(noteSockets);
    await clerk.context.request.post('/api/sign-in', { data: administrator, headers: { origin: server.url } });
    const { page } = clerk;
    const { camera, sources, commands } = en.desk;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const says = (words: string) => page.getByRole('status').filter({ hasText: words }).first().waitFor();
    const sending = camera.states.sending.replace('{{quality}}', '360p');

    // The desk is reached from a page that may use no camera: it must be loaded anew for it.
    await page.goto('/');
    await page.evaluate((path) => window.history.pushState(null, '', path), `/desk/sessions/${id}`);
    await page.evaluate(() => window.dispatchEvent(new PopStateEvent('popstate')));
    await page.getByText(sources.heading, { exact: true }).click();
    await button(camera.open).click();
    await button(camera.start).waitFor();
    expect(await judge(page, 'the camera of the desk')).toEqual([]);
    await page.getByLabel(camera.quality).selectOption('360p');
    await button(camera.start).click();
    await says(sending);
    await page.getByText(en.desk.feed.status.receiving).first().waitFor();
    await button(commands.goLive).click();
    const watcher = await welcomeVisitor(browser, server.url);
    await watcher.page.goto(`/sessions/${id}`);
    await citizenSeesMotion(watcher.page, 'the camera moves');
    expect((await api.feed(id)).health).toMatchObject({ kind: 'camera', videoCodec: 'h264', audioCodec: 'aac' });

    await page.evaluate('cutSockets()');
    await says(camera.states.lost);
    await says(sending);
    await waitFor(async () => (await api.session(id)).takes.length > 1, { describe: 'another take is being recorded' });
    await citizenSeesMotion(watcher.page, 'the camera moves again');
    expect((await api.session(id)).state).toBe('live');

    await api.command(id, 'close-doors');
    await says(camera.states.closed);
    expect((await api.feed(id)).sources).not.toContainEqual(expect.objectContaining({ kind: 'camera' }));
    await api.command(id, 'open-doors');
    await says(sending);
    await button(camera.stop).click();
    await says(camera.states.stopped);
    await waitFor(async () => (await api.feed(id)).sources.every(({ kind }) => kind !== 'camera'), {
      describe: 'the camera is over',
    });
    expect([...clerk.complaints, ...watcher.complaints]).toEqual([]);
    expect(server.log()).not.toMatch(/"level":(?:50|"error")/);
  });
});
