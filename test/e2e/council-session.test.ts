// The whole road once, as people walk it: staff at the desk, a citizen at home, a real encoder between them.
// One story in order; when a chapter fails, those after it say so. Pictures are checked by the clock drawn into them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { ApiClient } from '../support/api-client.ts';
import { openBrowser, clockJumpedTo, seePicture, welcomeVisitor, type Visitor } from '../support/browser.ts';
import { publish, type Publisher } from '../support/ffmpeg-publisher.ts';
import { fetchRaw, textOf } from '../support/hls-client.ts';
import { administrator, startServer, type RunningServer } from '../support/running-server.ts';
import { waitFor } from '../support/wait-for.ts';

/** A frame may be this far from the instant of its mark. */
const nearMs = 700;
/** Plain HLS shows what happened 7 s ago and more; a busy machine may come near, never there. */
const lateMs = 6500;

let server: RunningServer;
let browser: Browser;
let clerk: Visitor;
let citizen: Visitor;
let encoder: Publisher;
/** The public API, for what only programs see. */
let api: ApiClient;
let feed: { url: string; key: string };
let sessionId = '';
let chaptersDone = 0;
let chaptersBegun = 0;
const marks: number[] = [];

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  clerk = await welcomeVisitor(browser, server.url);
  citizen = await welcomeVisitor(browser, server.url);
  api = new ApiClient(server.url);
});

afterAll(async () => {
  encoder?.kill9();
  await encoder?.exited;
  await browser?.close();
  await server?.dispose();
});

beforeEach(() => {
  if (chaptersDone !== chaptersBegun) throw new Error('an earlier chapter of the story failed');
  chaptersBegun += 1;
});

/** A chapter that counts as told only when it came to its end. */
function chapter(what: string, tell: () => Promise<void>): void {
  it(what, async () => {
    await tell();
    chaptersDone += 1;
  });
}

const button = (page: Page | Locator, name: string, exact = true): Locator => page.getByRole('button', { name, exact });
const session = (): Promise<Session> => api.session(sessionId);
const agendaButton = (words: string): Locator =>
  citizen.page.locator('#panel-agenda').getByRole('button').filter({ hasText: words });
const chatOf = ({ page }: Visitor): Locator => page.getByRole('log', { name: en.chat.log });

/** The citizen's picture as soon as it shows a clock for which `isIt` is true. */
function citizenSees(describe: string, isIt: (clockMs: number, atMs: number) => boolean) {
  return waitFor(
    async () => {
      const seen = await seePicture(citizen.page);
      return seen.clockMs !== null && isIt(seen.clockMs, seen.atMs) ? { ...seen, clockMs: seen.clockMs } : false;
    },
    { describe },
  );
}

async function say({ page }: Visitor, text: string): Promise<void> {
  await page.getByRole('textbox', { name: en.chat.message }).fill(text);
  await button(page, en.chat.send).click();
}

/** Staff begin an item with one click; answers the instant the server gave it. */
async function beginItem(words: string): Promise<number> {
  await button(clerk.page, en.desk.agenda.startItem.replace('{{item}}', words)).click();
  const mark = await waitFor(
    async () =>
      (await session()).agenda
        .flatMap((item) => [item, ...item.children])
        .find((item) => `${item.number}. ${item.title}` === words)?.marks[0],
    { describe: `${words} has begun` },
  );
  return Date.parse(mark.at);
}

describe('a council session', () => {
  chapter('is created by staff who sign in through the page', async () => {
    const { page } = clerk;
    await page.goto('/desk');
    await page.getByLabel(en.signIn.email).fill(administrator.email);
    await page.getByLabel(en.signIn.password).fill(administrator.password);
    await button(page, en.signIn.submit).click();
    await button(page, en.desk.newSession).click();
    await page.getByLabel(en.desk.form.title, { exact: true }).fill('Council meeting of the bridge');
    await page.getByLabel(en.desk.form.body, { exact: true }).fill('Town council');
    await page.getByLabel(en.desk.form.date).fill('2030-05-06');
    await page.getByLabel(en.desk.form.time).fill('18:30');
    await page
      .getByRole('textbox', { name: en.desk.form.agenda, exact: true })
      .fill('1. Roll call\n2. Budget of the aqueduct\n2.1. First amendment\n3. Motion on cycling');
    await button(page, en.desk.form.submit).click();
    await page.waitForURL(/\/desk\/sessions\/[^/]+$/);
    sessionId = page.url().split('/').at(-1) ?? '';
    await api.signIn();
    const { agenda, state } = await session();
    expect(state).toBe('scheduled');
    expect(agenda.map(({ number, children }) => [number, children.map((child) => child.title)])).toEqual([
      ['1', []],
      ['2', ['First amendment']],
      ['3', []],
    ]);
  });

  chapter('shows the address and the key of its feed to staff only', async () => {
    const { page } = clerk;
    const url = await page.getByLabel(en.desk.feed.server).inputValue();
    const key = await page.getByLabel(en.desk.feed.key, { exact: true }).inputValue();
    feed = { url, key };
    expect(url).toMatch(new RegExp(`^rtmp://.*:${server.rtmpPort}/live$`));
    await citizen.page.goto(`/sessions/${sessionId}`);
    await citizen.page.getByText(en.session.liveHere).waitFor();
    expect(await citizen.page.content()).not.toContain(key);
    expect((await new ApiClient(server.url).raw('GET', `/api/sessions/${sessionId}/feed`)).status).toBe(401);
  });

  chapter('refuses an encoder with a wrong key, and takes the one with the right key', async () => {
    const stranger = await publish({ url: `${feed.url}/not-the-key-of-the-session`, seconds: 20 }).exited;
    expect(stranger.code).not.toBe(0);
    expect(server.log()).not.toContain('not-the-key-of-the-session');
    encoder = publish({ url: `${feed.url}/${feed.key}`, size: '480x270' });
    await clerk.page.getByText(en.desk.feed.status.receiving).first().waitFor();
    expect(server.log()).not.toContain(feed.key);
  });

  chapter('goes on air with a button and plays by itself on the page that was open', async () => {
    await button(clerk.page, en.desk.commands.goLive).click();
    const { clockMs, atMs } = await citizenSees('a picture with a clock', (clock, at) => at - clock < lateMs);
    expect(atMs - clockMs).toBeGreaterThan(0);
    await citizenSees('the picture moves', (clock) => clock > clockMs + 500);
    expect(await citizen.page.locator('video').count()).toBe(1);
  });

  chapter('can be watched in the lowest quality too', async () => {
    const { page } = citizen;
    await page.getByText(en.player.settings, { exact: true }).click();
    await page.getByLabel(en.player.quality).selectOption({ label: '240p' });
    await waitFor(async () => (await seePicture(page)).height === 240, { describe: 'the picture is 240 lines high' });
    await citizenSees('a clock in the lowest quality', () => true);
    await page.getByText(en.player.settings, { exact: true }).click();
  });

  chapter('has a chat in which everyone writes and staff remove what must not stand', async () => {
    await citizen.page.getByLabel(en.chat.name).fill('Ada');
    await say(citizen, 'Good evening from the library');
    await chatOf(clerk).getByText('Good evening from the library').waitFor();
    await say(clerk, 'Welcome to the session');
    await chatOf(citizen).getByText('Welcome to the session').waitFor();
    await say(citizen, 'Buy my wonderful carpets');
    const removal = en.chat.removeOne.replace('{{name}}', 'Ada').replace('{{text}}', 'Buy my wonderful carpets');
    await button(clerk.page, removal).click();
    await chatOf(citizen).getByText('Buy my wonderful carpets').waitFor({ state: 'detached' });
    expect(await chatOf(citizen).getByText('Good evening from the library').count()).toBe(1);
    const latecomer = await welcomeVisitor(browser, server.url);
    await latecomer.page.goto(`/sessions/${sessionId}`);
    await chatOf(latecomer).getByText('Welcome to the session').waitFor();
    expect(await latecomer.page.content()).not.toContain('carpets');
    await latecomer.context.close();
  });

  chapter('lights an item when the citizen’s own picture reaches its beginning', async () => {
    const lit = citizen.page.evaluate(
      () =>
        new Promise<number | null>((resolve) => {
          const look = () => {
            if (document.querySelector('#panel-agenda [aria-current="true"]') === null) return;
            watcher.disconnect();
            resolve(window.seePicture().clockMs);
          };
          const watcher = new MutationObserver(look);
          watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
        }),
    );
    marks.push(await beginItem('1. Roll call'));
    const litMs = ((await lit) ?? 0) - (marks[0] ?? 0);
    // Never before its picture, which is more than a second old; how soon after it depends on the machine.
    expect(litMs).toBeGreaterThan(-nearMs);
    expect(litMs).toBeLessThan(8 * nearMs);
    expect(await agendaButton('Roll call').getAttribute('aria-current')).toBe('true');
  });

  chapter('is rewound by a click on an earlier item while it goes on', async () => {
    const first = marks[0] ?? 0;
    await citizenSees('four seconds of the first item', (clock) => clock > first + 4000);
    marks.push(await beginItem('2. Budget of the aqueduct'));
    await agendaButton('Budget of the aqueduct').waitFor();
    await citizenSees('the second item', (clock) => clock > (marks[1] ?? 0) + 2500);
    const clock = await clockJumpedTo(citizen.page, () => agendaButton('Roll call').click());
    expect(Math.abs((clock ?? 0) - first)).toBeLessThan(nearMs);
    await citizenSees('it plays on from there', (now) => now > first + 1000 && now < first + 4000);
  });

  chapter('becomes its own archive after adjourning, on the same page and address', async () => {
    const address = citizen.page.url();
    await button(clerk.page, en.desk.commands.adjourn).click();
    await button(clerk.page, en.desk.commands.adjournYes).click();
    await waitFor(async () => (await session()).state === 'ended', { describe: 'the session has ended' });
    await citizen.page
      .getByText(en.state.endedOn.split('{{')[0] ?? '')
      .first()
      .waitFor();
    const { length } = await waitFor(
      () =>
        citizen.page.evaluate(() => {
          const { duration = Number.NaN } = document.querySelector('video') ?? {};
          return Number.isFinite(duration) ? { length: duration } : null;
        }),
      { describe: 'the player knows the length of the archive' },
    );
    expect(citizen.page.url()).toBe(address);
    const { durationSeconds, playback } = await session();
    expect(Math.abs(length - (durationSeconds ?? 0))).toBeLessThan(0.5);
    const master = textOf(await fetchRaw(server.url, playback?.hls ?? ''));
    const rung = /^v0\S*$/mu.exec(master)?.[0] ?? '';
    expect(textOf(await fetchRaw(server.url, `/hls/${sessionId}/${rung}`))).toContain('#EXT-X-ENDLIST');
  });

  chapter('jumps in the archive to the frame with which an item began', async () => {
    const clock = await clockJumpedTo(citizen.page, () => agendaButton('Budget of the aqueduct').click());
    expect(Math.abs((clock ?? 0) - (marks[1] ?? 0))).toBeLessThan(nearMs);
  });

  chapter('takes a transcript from staff', async () => {
    const text = 'WEBVTT\n\n00:00:02.000 --> 00:00:03.000\n<v Mayor>We greet the wombats of the district.\n';
    await clerk.page
      .getByLabel(en.desk.transcript.choose)
      .setInputFiles({ name: 'session.vtt', mimeType: 'text/vtt', buffer: Buffer.from(text) });
    await button(clerk.page, en.desk.transcript.upload).click();
    await clerk.page.getByText(en.desk.transcript.kept_one.replace('{{count}}', '1')).waitFor();
    await citizen.page.reload();
    await citizen.page.getByText('We greet the wombats of the district.').first().waitFor();
  });

  chapter('is found by words of the agenda and of the transcript, each hit opening its second', async () => {
    const { takes } = await session();
    const startMs = Date.parse(takes[0]?.startedAt ?? '');
    expect(Math.abs((await openHit('wombats', 'Council meeting of the bridge')) - (startMs + 2000))).toBeLessThan(
      nearMs,
    );
    expect(Math.abs((await openHit('aqueduct', 'Budget of the aqueduct')) - (marks[1] ?? 0))).toBeLessThan(
      1000 + nearMs,
    );
  });

  chapter('asks nothing of other sites and keeps the content security policy', async () => {
    expect([...clerk.complaints, ...citizen.complaints]).toEqual([]);
    expect(await server.stop()).toBe(0);
  });
});

/** Searches by hand, opens the hit that says so, and answers the clock of the second that the page opens at. */
async function openHit(words: string, hit: string): Promise<number> {
  const { page } = citizen;
  await page.goto('/search');
  await page.getByRole('search', { name: en.search.label }).getByRole('combobox').fill(words);
  await page
    .locator('.cdv-hit')
    .filter({ hasText: words })
    .filter({ hasText: hit })
    .first()
    .getByRole('link', { name: en.search.open })
    .click();
  await page.waitForURL(/\/sessions\//);
  const wanted = Number(new URL(page.url()).searchParams.get('t'));
  const { clockMs, currentTime } = await citizenSees('the picture of the hit', () => true);
  expect(Math.abs(currentTime - wanted)).toBeLessThan(2);
  return clockMs - (currentTime - wanted) * 1000;
}
