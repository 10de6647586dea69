// A citizen's search as it is done: typed with errors, the right sentence on top, Enter, and the video plays that sentence.
// The recording is a real one, with the clock of its encoder in the picture.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import type { SearchResult } from '../../server/contract/search.ts';
import { openBrowser, seePicture, welcomeVisitor, type Visitor } from '../support/browser.ts';
import { publish } from '../support/ffmpeg-publisher.ts';
import { goOnAir, type OnAir } from '../support/on-air.ts';
import { waitFor } from '../support/wait-for.ts';

/** The sentence begins here in the recording; who searches must come within 3 s of it. */
const sentenceAt = 8;
const nearSeconds = 3;
/** A frame may be this far from the instant of its sentence: drawn at the encoder, on the way, and cut at a keyframe. */
const nearMs = 3000;

const transcript = `WEBVTT

00:00:01.000 --> 00:00:07.500
Buonasera, apriamo la seduta con l'appello.

00:00:08.000 --> 00:00:11.000
La passerella sul torrente riapre ai pedoni a maggio.

00:00:11.500 --> 00:00:14.000
Passiamo alle interrogazioni sul mercato.
`;

let stage: OnAir;
let browser: Browser;
let citizen: Visitor;
beforeAll(async () => {
  stage = await goOnAir((url) => publish({ url, size: '320x180', seconds: 22 }));
  const { api, encoder, sessionId } = stage;
  await encoder.exited;
  await api.command(sessionId, 'adjourn');
  await api.send('PUT', `/api/sessions/${sessionId}/transcript`, transcript);
  await api.createSession({
    title: 'Seduta del mercato',
    scheduledAt: '2026-03-12T18:30:00Z',
    agenda: [{ title: 'Passerelle e marciapiedi' }, { title: 'Il torrente in piena' }],
  });
  browser = await openBrowser();
  citizen = await welcomeVisitor(browser, stage.server.url);
});
afterAll(async () => {
  await browser?.close();
  await stage?.dispose();
});

/** Presses Tab until the focus stands on an element with these words. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let key = 0; key < 40; key += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (focused.startsWith(words)) return;
  }
  throw new Error(`Tab never came to "${words}"`);
}

describe('a search from the first letter to the picture, by keyboard alone', () => {
  it('repairs what was mistyped, puts the sentence on top and plays it at its second', async () => {
    const { page } = citizen;
    await page.goto('/search');
    await page.getByRole('combobox', { name: en.search.label }).focus();
    await page.keyboard.type('paserella toretne', { delay: 20 });
    await page.keyboard.press('Enter');
    await page.getByText(en.search.repaired.replace('{{words}}', 'passerella torrente')).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('paserella toretne');
    const top = page.locator('.cdv-hit').first();
    await top.getByText('riapre ai pedoni', { exact: false }).waitFor();
    expect(await top.locator('mark').allTextContents()).toEqual(['passerella', 'torrente']);

    await tabTo(page, en.search.playHere.replace('{{time}}', '00:08'));
    await page.keyboard.press('Enter');
    const seen = await waitFor(
      async () => {
        const picture = await seePicture(page);
        return picture.clockMs !== null && picture.currentTime > 0 ? { ...picture, clockMs: picture.clockMs } : false;
      },
      { describe: 'the hit plays in place' },
    );
    expect(Math.abs(seen.currentTime - sentenceAt)).toBeLessThan(nearSeconds);
    const answer = await stage.api.raw('GET', '/api/search?q=passerella+torrente');
    const [hit] = ((await answer.json()) as SearchResult).items;
    expect(hit).toMatchObject({ kind: 'transcript', offsetSeconds: sentenceAt });
    expect(Math.abs(seen.clockMs - Date.parse(hit?.at ?? ''))).toBeLessThan(nearMs);
    await waitFor(async () => (await seePicture(page)).currentTime > seen.currentTime, {
      describe: 'the picture moves on',
    });
    expect(citizen.complaints).toEqual([]);
  });
});
