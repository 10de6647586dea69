// The timeline page of a session of many hours, with as many items and speeches as such a session has: how long a browser
// is kept busy by it. The house runs in this process and gives it the peaks of a waveform that exists already.
import path from 'node:path';
import { insertEntry } from '../../db/log-entries.ts';
import { insertMark } from '../../db/marks.ts';
import { insertTake, sealTake } from '../../db/takes.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { en } from '../../client/text/en.ts';
import { openBrowser, welcomeVisitor } from './browser.ts';
import { createTestServer, staff, type TestServer } from './test-server.ts';
import { waitFor } from './wait-for.ts';

const clientFolder = path.join(import.meta.dirname, '..', '..', 'dist', 'client');
const itemsPerHour = 6;
const speechesPerHour = 40;

const countOf = (hours: number, perHour: number): number => Math.ceil(hours * perHour);

export interface PageMeasure {
  readonly marks: number;
  readonly speeches: number;
  /** From opening the page until the waveform is drawn. */
  readonly drawnMs: number;
  /** The longest time for which the page could not answer, while it opened and while it was zoomed six times. */
  readonly longestTaskMs: number;
  /** The same over the zooming alone: the waveform is drawn anew each time. */
  readonly longestZoomTaskMs: number;
}

/** Opens the page in Chromium and zooms in and out. */
export async function measureTimelinePage(peaks: Buffer, hours: number): Promise<PageMeasure> {
  const server = await createTestServer({ clientFolder });
  const browser = await openBrowser();
  try {
    const sessionId = await stageSession(server, hours);
    server.house.waveforms.look = () => Promise.resolve({ kind: 'ready', peaks });
    const { page, context } = await welcomeVisitor(browser, server.url);
    await context.request.post('/api/sign-in', { data: staff, headers: { origin: server.url } });
    await page.addInitScript(`
      globalThis.busy = [];
      new PerformanceObserver((list) => globalThis.busy.push(...list.getEntries().map((entry) => entry.duration)))
        .observe({ type: 'longtask', buffered: true });`);
    const longest = (): Promise<number> => page.evaluate('Math.round(Math.max(0, ...globalThis.busy.splice(0)))');
    const begun = performance.now();
    await page.goto(`/desk/sessions/${sessionId}/after`);
    await waitFor(() => page.evaluate<boolean>(isDrawn), { describe: 'both waveforms are drawn' });
    const drawnMs = Math.round(performance.now() - begun);
    const opening = await longest();
    for (const name of [en.after.timeline.nearer, en.after.timeline.farther]) {
      for (let time = 0; time < 3; time += 1) {
        const asked = page.waitForResponse((answer) => answer.url().includes('/waveform'));
        await page.getByRole('button', { name, exact: true }).click();
        if (name === en.after.timeline.nearer) await asked;
        else asked.catch(() => undefined);
      }
    }
    const zooming = await longest();
    const counted = { marks: countOf(hours, itemsPerHour), speeches: countOf(hours, speechesPerHour) };
    return { ...counted, drawnMs, longestTaskMs: Math.max(opening, zooming), longestZoomTaskMs: zooming };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Source text that runs in the page: something is drawn on both waveforms. */
const isDrawn = `(() => {
  const waves = [...document.querySelectorAll('canvas.cv-after__wave')];
  return waves.length === 2 && waves.every((wave) =>
    wave.getContext('2d').getImageData(0, 0, wave.width, wave.height).data.some((value) => value > 0));
})()`;

async function stageSession(server: TestServer, hours: number): Promise<string> {
  const { db } = server.house;
  const startedAtMs = Date.now();
  const [lengthMs, items] = [hours * 3_600_000, countOf(hours, itemsPerHour)];
  server.setNow(startedAtMs);
  const agenda = Array.from({ length: items }, (_, index) => ({ title: `Item ${index + 1}` }));
  const input = { title: 'A long session', scheduledAt: new Date(startedAtMs).toISOString(), agenda };
  const session = (await server.askAsStaff('POST', '/api/sessions', { body: input })).json<Session>();
  const command = (name: string) =>
    server.askAsStaff('POST', `/api/sessions/${session.id}/commands`, { body: { command: name } });
  await command('go-live');
  const take = { takeId: 'take', sessionId: session.id, startedAtMs };
  await insertTake(db, take);
  const anchors = [{ atMs: startedAtMs, seconds: 0 }];
  const end = { endedAtMs: startedAtMs + lengthMs, durationSeconds: lengthMs / 1000, endReason: 'finished' };
  await sealTake(db, { ...take, ...end, anchors, files: [] });
  for (const [index, item] of session.agenda.entries()) {
    const atMs = startedAtMs + (index / items) * lengthMs;
    await insertMark(db, { id: `m${index}`, sessionId: session.id, agendaItemId: item.id, atMs, createdAtMs: atMs });
  }
  const speeches = countOf(hours, speechesPerHour);
  for (let index = 0; index < speeches; index += 1) {
    const atMs = startedAtMs + (index / speeches) * lengthMs;
    const data = { kind: 'speech', personId: null, speaker: `Speaker ${index}`, group: null } as const;
    const entry = { id: `e${index}`, sessionId: session.id, commandId: null, version: 1, createdBy: staff.email };
    const when = { atMs, untilMs: null, createdAtMs: atMs, agendaItemId: null };
    await insertEntry(db, { ...entry, ...when, data: { ...data, speechKind: 'contribution' } });
  }
  server.setNow(startedAtMs + lengthMs);
  await command('adjourn');
  return session.id;
}
