// A clerk sends the film of a past session from the desk: it survives the death of the server while it becomes the recording,
// and citizens see each second of it. Another film is played as live.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import type { Upload, UploadList } from '../../server/contract/uploads.ts';
import { ApiClient } from '../support/api-client.ts';
import { openBrowser, seePicture, welcomeVisitor, type Visitor } from '../support/browser.ts';
import { publisherArguments } from '../support/ffmpeg-publisher.ts';
import { judge, judgeContrast } from '../support/judge-page.ts';
import { administrator, startServer, type RunningServer } from '../support/running-server.ts';
import { waitFor } from '../support/wait-for.ts';

const seconds = 6;
/** Pictures stand at least this near to their second. */
const nearMs = 250;
let server: RunningServer;
let browser: Browser;
let clerk: Visitor;
let citizen: Visitor;
let api: ApiClient;
let film: string;
let filmedId: string;
/** The clock in the film's first picture. */
let filmedAtMs: number;

beforeAll(async () => {
  server = await startServer({ LADDER: '240' });
  film = join(server.dataDir, 'old session.flv');
  const encode = publisherArguments({ url: film, size: '320x180', seconds });
  [browser] = await Promise.all([openBrowser(), promisify(execFile)('ffmpeg', encode)]);
  clerk = await welcomeVisitor(browser, server.url);
  citizen = await welcomeVisitor(browser, server.url);
  await clerk.context.request.post('/api/sign-in', { data: administrator, headers: { origin: server.url } });
  api = new ApiClient(server.url);
  await api.signIn();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

async function uploadOf(sessionId: string): Promise<Upload | undefined> {
  const answer = await api.send('GET', `/api/sessions/${sessionId}/uploads`);
  return ((await answer.json()) as UploadList).items[0];
}

/** Chooses the film on the desk and sends it. */
async function sendFilm(sessionId: string, purpose: 'take' | 'feed'): Promise<void> {
  const { page } = clerk;
  await page.goto(`/desk/sessions/${sessionId}`);
  await page.getByText(en.recordings.send, { exact: true }).click();
  if (purpose === 'feed') await page.getByLabel(en.recordings.purpose).selectOption('feed');
  await page.getByLabel(en.recordings.file, { exact: true }).setInputFiles(film);
  await page.getByRole('button', { name: en.recordings.sendButton }).click();
}

interface Remembered {
  readonly pid: number;
  readonly name: string;
}

/** The processes that work on the file, as the server remembers them. */
function workers(): Remembered[] {
  const folder = join(server.dataDir, 'run', 'pids');
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return texts.map((text) => JSON.parse(text) as Remembered).filter(({ name }) => name.includes('file of'));
}

/** A killed process keeps its number until its new parent has heard of its death (state Z, proc(5)). */
function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) [ZX] /u.test(readFileSync(stat, 'latin1'));
}

describe('the film of a past session', () => {
  it('is sent from the desk and becomes the one recording, though the server dies meanwhile', async () => {
    const { id } = await api.createSession({ title: 'A session of last year', scheduledAt: '2025-03-04T20:00:00Z' });
    filmedId = id;
    await sendFilm(id, 'take');
    const [worker] = await waitFor(() => (workers().length > 0 ? workers() : null), {
      describe: 'the file is worked on',
    });
    const pid = worker?.pid ?? 0;
    process.kill(pid, 'SIGSTOP'); // neither done before the server dies, nor able to see that its pipes are gone
    await waitFor(async () => (await uploadOf(id))?.state === 'working', { describe: 'the take is made' });
    await clerk.page.getByText(en.recordings.states.working.split('{{')[0] ?? '').waitFor();
    await server.kill9();
    expect(isAlive(pid)).toBe(true);
    await server.restart();
    await waitFor(() => !isAlive(pid), { describe: 'what the dead server had started is ended' });
    await waitFor(async () => (await uploadOf(id))?.state === 'done', { describe: 'the take is kept' });
    await clerk.page.getByText(en.recordings.states.done).waitFor();
    const { state, takes } = await api.session(id);
    expect([state, takes.length]).toEqual(['ended', 1]);
    expect(Math.abs((takes[0]?.durationSeconds ?? 0) - seconds)).toBeLessThan(0.2);
    expect(await readdir(join(server.dataDir, 'takes', id))).toHaveLength(1);
    await waitFor(async () => (await readdir(join(server.dataDir, 'uploads'))).length === 0, {
      describe: 'it is gone',
    });
    expect(workers()).toEqual([]);

    const shownAt = async (second: number): Promise<number> => {
      await citizen.page.goto(`/sessions/${id}?t=${second}`);
      const shown = await waitFor(
        async () => {
          const { clockMs, currentTime } = await seePicture(citizen.page);
          return clockMs !== null && currentTime >= second ? { clockMs, currentTime } : null;
        },
        { describe: `the picture of second ${second}` },
      );
      return shown.clockMs - shown.currentTime * 1000;
    };
    filmedAtMs = await shownAt(1);
    expect(Math.abs((await shownAt(4)) - filmedAtMs)).toBeLessThan(nearMs);
  });

  it('lies on the timeline of the desk without a violation, light and dark, on a laptop and at 320 px', async () => {
    const { page } = clerk;
    await page.goto(`/desk/sessions/${filmedId}/after`);
    await page.locator('.cv-after__pictures').waitFor();
    const light = await judge(page, 'the timeline');
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await judgeContrast(page, 'the timeline in the dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 640 });
    expect([...light, ...dark, ...(await judge(page, 'the timeline at 320 px'))]).toEqual([]);
    await page.setViewportSize({ width: 1366, height: 900 });
  });

  it('is played as live to those who watch', async () => {
    const { id } = await api.createSession({ title: 'A session of today', scheduledAt: new Date().toISOString() });
    await sendFilm(id, 'feed');
    await api.command(id, 'go-live');
    await citizen.page.goto(`/sessions/${id}`);
    // The film is short: who opens the page on a slow machine only when it plays finds it over.
    await waitFor(async () => (await seePicture(citizen.page)).height > 0, { describe: 'the slate is seen' });
    await clerk.page.getByRole('button', { name: en.recordings.play }).click();
    await waitFor(async () => (await api.feed(id)).status === 'receiving', { describe: 'the film arrives' });
    const clockMs = await waitFor(async () => (await seePicture(citizen.page)).clockMs, {
      describe: 'the film is seen live',
    });
    expect(clockMs).toBeGreaterThan(filmedAtMs - nearMs);
    expect(clockMs).toBeLessThan(filmedAtMs + seconds * 1000 + nearMs);
    expect(citizen.complaints).toEqual([]);
  });
});
