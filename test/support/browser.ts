// A real headless Chromium for the end-to-end story and the measurements, and the eyes that read the clock off a <video>.
// Must not know the product's pages.
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../server/setup/chromium.mjs';
import { readClock } from './clock-barcode.ts';

/** A camera and a microphone that show and say something, permitted without a question. */
const devices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** How long a page may take for anything: a busy machine is slow, and a fact that comes is not waited for any longer. */
const patienceMs = 90_000;

/** Starts the system's Chromium. The caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('there is no Chromium on this machine');
  return chromium.launch({ executablePath, args: ['--autoplay-policy=no-user-gesture-required', ...devices] });
}

/** A visitor of his own: nothing stored, English, a desktop's window. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page, refused by its content security policy or thrown, and requests that left the site. */
  readonly complaints: string[];
}

/** Opens an empty page of a new visitor; `site` is the only origin it may ask. */
export async function welcomeVisitor(browser: Browser, site: string): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 900 }, baseURL: site });
  context.setDefaultTimeout(patienceMs);
  await context.addInitScript(eyes);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== site) complaints.push(`asked for ${request.url()}`);
  });
  return { page, context, complaints };
}

/** What a <video> shows now. */
export interface SeenPicture {
  /** The clock drawn into the picture (ms since the epoch); null when there is no picture or no clock in it. */
  readonly clockMs: number | null;
  readonly atMs: number;
  readonly height: number;
  readonly currentTime: number;
}

declare global {
  interface Window {
    /** Reads the page's <video>; put there by {@link welcomeVisitor}. */
    seePicture(): SeenPicture;
  }
}

/** Runs in the page before anything else. `__name` is a word that some compilers put into function texts. */
const eyes = `
globalThis.__name ??= (what) => what;
const readClock = ${readClock.toString()};
const paper = new OffscreenCanvas(1, 1);
const pen = paper.getContext('2d', { willReadFrequently: true });
globalThis.seePicture = () => {
  const video = document.querySelector('video');
  const { videoWidth: width = 0, videoHeight: height = 0, readyState = 0, currentTime = 0 } = video ?? {};
  const atMs = Date.now();
  if (width === 0 || readyState < 2) return { clockMs: null, atMs, height, currentTime };
  const top = Math.ceil(height * 2 / 15);
  if (paper.width !== width || paper.height !== top) Object.assign(paper, { width, height: top });
  pen.drawImage(video, 0, 0, width, top, 0, 0, width, top);
  return { clockMs: readClock(pen.getImageData(0, 0, width, top).data, width, height), atMs, height, currentTime };
};`;

/** What the page's <video> shows now. */
export function seePicture(page: Page): Promise<SeenPicture> {
  return page.evaluate(() => window.seePicture());
}

/**
 * Does something that makes the player jump, and answers the clock of the instant it jumped to: told by the first picture
 * shown after the jump, less what was played until that picture (a busy machine shows the first ones late or never).
 */
export async function clockJumpedTo(page: Page, jump: () => Promise<unknown>): Promise<number | null> {
  const jumped = await page.evaluateHandle(() => ({
    clockMs: new Promise<number | null>((resolve) => {
      const video = document.querySelector('video');
      let targetSeconds = 0;
      video?.addEventListener('seeking', () => (targetSeconds = video.currentTime), { once: true });
      const look: VideoFrameRequestCallback = (_now, { mediaTime }) => {
        const { clockMs } = window.seePicture();
        resolve(clockMs === null ? null : clockMs - (mediaTime - targetSeconds) * 1000);
      };
      video?.addEventListener('seeked', () => video.requestVideoFrameCallback(look), { once: true });
    }),
  }));
  await jump();
  return jumped.evaluate(({ clockMs }) => clockMs);
}
