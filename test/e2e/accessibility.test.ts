// Every page in both languages, on a small phone and a desktop, light and dark, with letters of twice the size: judged by axe,
// by its width, and by the keyboard alone.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import { it as words } from '../../client/text/it.ts';
import { openBrowser } from '../support/browser.ts';
import { stagedPanels, type StagedPanel } from '../support/desk-panels.ts';
import { judge, judgeContrast, judgeUncoloured, judgeWidth, unfoldAll } from '../support/judge-page.ts';
import { administrator, startServer, type RunningServer } from '../support/running-server.ts';
import { stagedPages, stageSessions, type StagedSessions } from '../support/stage-pages.ts';

const phone = { width: 320, height: 640 };
const desktop = { width: 1366, height: 768 };
/** Where pages are looked at with letters of twice the size (WCAG 2.2, 1.4.4). */
const forLargeLetters = [desktop, { width: 390, height: 844 }];

let server: RunningServer;
let browser: Browser;
let sessions: StagedSessions;

beforeAll(async () => {
  server = await startServer();
  [sessions, browser] = await Promise.all([stageSessions(server), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** A visitor whose browser speaks a language; motion is reduced, so that nothing is judged half faded in. */
async function visit(locale: 'it-IT' | 'en-GB', as: 'public' | 'staff'): Promise<Visit> {
  const context = await browser.newContext({ locale, baseURL: server.url, viewport: desktop, reducedMotion: 'reduce' });
  if (as === 'staff') {
    const answer = await context.request.post('/api/sign-in', { data: administrator, headers: { origin: server.url } });
    expect(answer.status()).toBe(204);
  }
  return { context, page: await context.newPage() };
}

const wordsOf = { 'it-IT': words, 'en-GB': en };

async function judgeEverySize(page: Page, staged: StagedPanel, locale: keyof typeof wordsOf): Promise<string[]> {
  await page.setViewportSize(desktop);
  await page.goto(staged.path(sessions));
  await page.locator(staged.shows).first().waitFor({ state: 'attached' });
  if (staged.isUnfolded === true) await unfoldAll(page);
  if (staged.opens !== undefined) {
    const name = staged.opens(wordsOf[locale]);
    await page.getByRole('button', { name, exact: true }).first().click();
  }
  if (staged.then !== undefined) await page.locator(staged.then).first().waitFor();
  // Colours and the order of things are those of every language; only words may be longer in the other.
  const judgesAll = locale === 'it-IT';
  const wide = await (judgesAll ? judge : judgeUncoloured)(page, `${staged.name} on a desktop`);
  await page.setViewportSize(phone);
  const narrow = await (judgesAll ? judgeUncoloured : judgeWidth)(page, `${staged.name} at 320 px`);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = judgesAll ? await judgeContrast(page, `${staged.name} at 320 px in the dark`) : [];
  await page.emulateMedia({ colorScheme: 'light' });
  const large = judgesAll ? await judgeLargeLetters(page, staged.name) : [];
  return [...wide, ...narrow, ...dark, ...large];
}

async function judgeLargeLetters(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  for (const size of forLargeLetters) {
    await page.setViewportSize(size);
    found.push(...(await judgeWidth(page, `${name} with letters of twice the size at ${size.width} px`)));
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  return found;
}

describe.each(['it-IT', 'en-GB'] as const)('in %s, without a violation and without sideways scrolling', (locale) => {
  let visits: { public: Visit; staff: Visit };

  beforeAll(async () => {
    visits = { public: await visit(locale, 'public'), staff: await visit(locale, 'staff') };
  });

  afterAll(async () => {
    await visits.public.context.close();
    await visits.staff.context.close();
  });

  it.each([...stagedPages, ...stagedPanels])('stands $name', async (staged) => {
    const { page } = staged.isStaff === true ? visits.staff : visits.public;
    expect(await judgeEverySize(page, staged, locale)).toEqual([]);
  });
});

/** Everything that can be operated and is seen, and what of it Tab comes by, as short descriptions. */
async function walkByTab(page: Page): Promise<{ missed: string[]; unseen: string[] }> {
  const stops = await page.evaluate(() => {
    const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    return [...all]
      .filter((element) => element.getAttribute('tabindex') !== '-1' && !element.matches(':disabled'))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element, index) => {
        element.setAttribute('data-stop', String(index));
        return `${index} ${element.outerHTML.slice(0, 120)}`;
      });
  });
  const reached = new Set<string>();
  const unseen: string[] = [];
  for (let press = 0; press < stops.length + 5; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const outline = element === null ? 'none' : getComputedStyle(element).outlineStyle;
      return { stop: element?.getAttribute('data-stop') ?? null, isSeen: outline !== 'none' };
    });
    const stop = focused.stop === null ? undefined : stops[Number(focused.stop)];
    if (stop === undefined) continue;
    reached.add(stop);
    if (!focused.isSeen) unseen.push(stop);
  }
  return { missed: stops.filter((stop) => !reached.has(stop)), unseen };
}

/** Waits until what can be operated has stood unchanged in ten looks on end; a live page's network never falls silent. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const stops = document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]',
      ).length;
      const look = window as unknown as { cdvStops?: number; cdvLooks?: number };
      look.cdvLooks = look.cdvStops === stops ? (look.cdvLooks ?? 0) + 1 : 0;
      look.cdvStops = stops;
      return look.cdvLooks >= 10;
    },
    undefined,
    { polling: 100 },
  );
}

describe('the keyboard alone', () => {
  it.each(['the start page', 'an ended session', 'a search with hits', 'the desk of a live session'])(
    'reaches everything on %s and shows where it is',
    async (name) => {
      const staged = stagedPages.find((one) => one.name === name);
      if (staged === undefined) throw new Error(`there is no page "${name}"`);
      const { context, page } = await visit('it-IT', 'staff');
      await page.goto(staged.path(sessions));
      await page.locator(staged.shows).first().waitFor();
      await settle(page);
      expect(await walkByTab(page)).toEqual({ missed: [], unseen: [] });
      await context.close();
    },
  );

  it('skips to the content first', async () => {
    const { context, page } = await visit('it-IT', 'public');
    await page.goto('/archive');
    await page.locator('.cdv-card').first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    await context.close();
  });

  it('leads to the part of a page that a link of the footer names', async () => {
    const { context, page } = await visit('it-IT', 'public');
    await page.goto('/archive');
    await page.getByRole('link', { name: words.site.feeds }).click();
    await page.waitForFunction(() => {
      const part = document.querySelector('#subscriptions')?.getBoundingClientRect();
      return window.scrollY > 0 && part !== undefined && part.top >= 0 && part.top < window.innerHeight;
    });
    await context.close();
  });

  it('signs in, marks the next item and closes the doors in two steps', async () => {
    const { context, page } = await visit('it-IT', 'public');
    await page.goto(`/desk/sessions/${sessions.live.id}`);
    await page.getByLabel(words.signIn.email).focus();
    await page.keyboard.type(administrator.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(administrator.password);
    await page.keyboard.press('Enter');
    const bar = page.getByRole('region', { name: words.desk.bar.label });
    await bar.getByText(words.desk.bar.onAir).waitFor();
    await page.keyboard.press('n');
    await page.locator('.cv-desk__item--now', { hasText: '2.1' }).waitFor();
    const closeDoors = page.getByRole('button', { name: words.desk.commands.closeDoors });
    await closeDoors.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: words.desk.commands.closeDoors }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await bar.getByText(words.desk.bar.state.closed).waitFor();
    await context.close();
  });
});
