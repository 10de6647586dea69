// The scripted evening once more, with a real server and a real encoder: what the clerk did is in the record, in the
// recording and in the minutes, and can be mended on the timeline. One story in order; the pictures carry a clock.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { AuditLine, CouncilLog, EntryData } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { en } from '../../client/text/en.ts';
import { openBrowser, clockJumpedTo, seePicture, welcomeVisitor, type Visitor } from '../support/browser.ts';
import { bodyName, fill, sessionTitle } from '../support/evening-clerk.ts';
import { expectedMinutes } from '../support/evening-minutes.ts';
import { actsOf, correctionNote, members, titleOf, votes, type Act } from '../support/evening-script.ts';
import { framesPerSecond, setEveningStage, type EveningStage } from '../support/evening-stage.ts';
import { onAirTimes, readInstants, type DoneAct } from '../support/lived-evening.ts';
import { minutesFormats, readMinutes } from '../support/read-minutes.ts';
import { recordedClocks } from '../support/recorded-clocks.ts';
import { createTimelineHands } from '../support/timeline-hands.ts';
import { waitFor } from '../support/wait-for.ts';

/** Half a minute on a machine of its own, several on a busy one: eighty acts, each seen at the desk before the next. */
const patienceMs = 600_000;
/** A frame may be this far from the instant of its mark. */
const nearMs = 1000;
/** What is missing at most after going on air (with dark guard) and before going off, on a busy machine too. */
const lateMs = { first: 4000, afterClosed: 6000, beforeEnd: 1900 };
/** Encoder and server read the same clock, the server once at its start. */
const clockMs = 100;
/** A picture's clock is drawn before it is encoded and sent: a busy machine's encoder needs so long at most. */
const encoderDelayMs = 1000;

const { after } = en;
const decision = [
  [after.withheld.reason, 'The address of a family was read out'],
  [after.withheld.number, '34'],
  [after.withheld.by, 'the chair'],
] as const;
interface Trail {
  readonly items: readonly AuditLine[];
}

let browser: Browser;
let stage: EveningStage;
let citizen: Visitor;
let done: DoneAct[] = [];
let session: Session;
let log: CouncilLog;
let instants: Map<Act, number>;
let hands: ReturnType<typeof createTimelineHands>;
let chaptersBegun = 0;
let chaptersDone = 0;

beforeAll(async () => {
  browser = await openBrowser();
  stage = await setEveningStage(browser);
  citizen = await welcomeVisitor(browser, stage.server.url);
});
afterAll(async () => {
  await browser?.close();
  await stage?.dispose();
});
beforeEach(() => {
  if (chaptersDone !== chaptersBegun) throw new Error('an earlier chapter of the story failed');
  chaptersBegun += 1;
});

/** A chapter that counts as told only when it came to its end. */
function chapter(what: string, tell: () => Promise<void>): void {
  it(
    what,
    async () => {
      await tell();
      chaptersDone += 1;
    },
    patienceMs,
  );
}

const instantOf = (act: Act): number => instants.get(act) ?? Number.NaN;
const entriesOf = <Kind extends EntryData['kind']>(kind: Kind) =>
  log.entries.flatMap(({ at, until, data }) =>
    data.kind === kind ? [{ atMs: Date.parse(at), until, data: data as EntryData & { kind: Kind } }] : [],
  );
const readRecord = async (): Promise<void> => {
  [session, log] = [await stage.session(), await stage.log()];
};
const recording = (): Promise<number[]> => recordedClocks(`${stage.server.url}${session.playback?.mp4 ?? ''}`);

describe('an evening of the council on air', () => {
  chapter('is run from the desk while an encoder publishes', async () => {
    done = await stage.play();
    await waitFor(async () => (await stage.session()).takes.every(({ sealed }) => sealed), { describe: 'sealed' });
    await readRecord();
    instants = readInstants(session, log);
    expect(stage.clerk.complaints).toEqual([]);
  });

  chapter('has every act in its record at the instant of the click', async () => {
    const wrong = done
      .filter(({ act }) => instants.has(act) && !(act.what === 'item' && act.of === '7'))
      .filter(({ act, fromMs, untilMs }) => instantOf(act) < fromMs - clockMs || instantOf(act) > untilMs + clockMs);
    expect(wrong).toEqual([]);
    const times = done.map(({ act }) => instants.get(act)).filter((atMs) => atMs !== undefined);
    expect(times.length).toBeGreaterThan(60);
    const marks = session.agenda.map(({ title, marks: { length } }) => [title, length]);
    expect(marks).toEqual(actsOf('item').map(({ of }) => [titleOf(of), 1]));
    // The mark of item 7 was moved back by 30 s and stopped at the end of the recess.
    expect(instantOf(only('item', '7'))).toBe(instantOf(only('resume')));
  });

  chapter('knows who spoke, who was there and how they voted', async () => {
    const speeches = entriesOf('speech');
    const spoken = actsOf('speaks', 'guest');
    expect(speeches.map(({ data }) => data.speaker)).toEqual(spoken.map(({ of }) => of));
    const badlyEnded = spoken.filter((act, index) => {
      const end = done.find((one) => one.act.atMs === act.untilMs);
      const untilMs = Date.parse(speeches[index]?.until ?? '');
      return end === undefined || !(untilMs >= end.fromMs - clockMs && untilMs <= end.untilMs + clockMs);
    });
    expect(badlyEnded).toEqual([]);
    const nameOf = (id: string) => log.members.find(({ personId }) => personId === id)?.name;
    expect(entriesOf('attendance').map(({ data }) => [nameOf(data.personId), data.isPresent])).toEqual([
      ...members.map(({ name }) => [name, true]),
      ...actsOf('leaves', 'comes').map(({ of, what }) => [of, what === 'comes']),
    ]);
    expect(entriesOf('vote').map(({ data }) => [data.method, data.counts])).toEqual(
      actsOf('vote').map(({ of }) => [of, votes[of]?.counts]),
    );
  });

  chapter('is published, recorded on air and never else: without the recess and the closed part', async () => {
    await stage.api.command(stage.sessionId, 'publish');
    await readRecord();
    const times = onAirTimes(session, log);
    const holders = session.takes.map(({ startedAt, endedAt }) =>
      times.findIndex(
        ({ fromMs, untilMs }) =>
          Date.parse(startedAt) >= fromMs - clockMs && Date.parse(endedAt ?? '') <= untilMs + nearMs,
      ),
    );
    // A machine with too much to do may begin a take anew; none reaches over a recess, and none lies in one.
    expect([...new Set(holders)]).toEqual([0, 1, 2]);
    const clocks = await recording();
    expect(Math.abs(clocks.length / framesPerSecond - (session.durationSeconds ?? 0))).toBeLessThan(0.5);
    const heldMs = times.map(({ fromMs, untilMs }, index) => {
      const leastMs = Math.max(fromMs - encoderDelayMs, (times[index - 1]?.untilMs ?? 0) + 1);
      return clocks.filter((clock) => clock >= leastMs && clock <= untilMs + clockMs);
    });
    const onAir = new Set(heldMs.flat());
    const strays = clocks.filter((clock) => !onAir.has(clock));
    expect(strays.map((clock) => times.map(({ fromMs, untilMs }) => [clock - fromMs, clock - untilMs]))).toEqual([]);
    expect(onAir.size).toBe(clocks.length);
    times.forEach(({ fromMs, untilMs }, index) => {
      const held = heldMs[index] ?? [];
      const late = index === 2 ? lateMs.afterClosed : lateMs.first;
      expect([index, Math.max(0, (held[0] ?? Infinity) - fromMs - late)]).toEqual([index, 0]);
      expect([index, Math.max(0, untilMs - (held.at(-1) ?? 0) - lateMs.beforeEnd)]).toEqual([index, 0]);
    });
  });

  chapter('gives the same minutes in two languages and four formats', async () => {
    for (const language of ['en', 'it'] as const) {
      const wanted = expectedMinutes({ title: sessionTitle, body: bodyName, language, instantOf });
      for (const format of minutesFormats) {
        const path = `/api/sessions/${stage.sessionId}/minutes?lang=${language}&format=${format}`;
        const file = new Uint8Array(await (await stage.api.send('GET', path)).arrayBuffer());
        expect([language, format, readMinutes(file, format)]).toEqual([language, format, wanted]);
      }
    }
  });

  chapter('opens at every mark with the picture of that moment', async () => {
    const { page } = citizen;
    await page.goto(`/sessions/${stage.sessionId}`);
    await waitFor(async () => (await seePicture(page)).clockMs !== null, { describe: 'a picture with a clock' });
    const far: object[] = [];
    for (const act of actsOf('item')) {
      const open = page
        .locator('#panel-agenda')
        .getByRole('button')
        .filter({ hasText: titleOf(act.of) });
      const clock = (await clockJumpedTo(page, () => open.click())) ?? 0;
      // Item 7 begins with the end of the recess: its first picture is the one that is first on air.
      const isNear = Math.abs(clock - instantOf(act)) <= (act.of === '7' ? lateMs.first : nearMs);
      if (!isNear) far.push({ item: act.of, off: clock - instantOf(act) });
    }
    expect(far).toEqual([]);
    expect(citizen.complaints).toEqual([]);
  });

  chapter('is mended on the timeline: dragged, moved by keys, typed; and what is undone is as before', async () => {
    const { page } = stage.clerk;
    hands = createTimelineHands(page);
    await page.goto(`/desk/sessions/${stage.sessionId}/after`);
    await hands.button(after.correction.open).click();
    await hands.button(after.correction.close).waitFor();
    const [second, third, fourth] = ['2', '3', '4'].map((number) => titleOf(number));
    const length = session.durationSeconds ?? 0;
    const dragged = await hands.drag('marks', second ?? '', 40, length);
    await hands.save();
    expect(Math.abs((await markOf('2')) - instantOf(only('item', '2')) - dragged * 1000)).toBeLessThan(20);
    await hands.undo();
    await waitFor(async () => (await markOf('2')) === instantOf(only('item', '2')), { describe: 'it is undone' });
    await hands.thing('marks', second ?? '').focus();
    await page.keyboard.press('ArrowDown');
    await hands
      .thing('marks', third ?? '')
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('ArrowRight');
    await hands.saveByKeys();
    expect(await markOf('3')).toBe(instantOf(only('item', '3')) + 1000);
    await hands.thing('marks', fourth ?? '').click();
    const { offsetSeconds } = session.agenda[3]?.marks[0] ?? {};
    await hands.type(after.editor.begins, (offsetSeconds ?? 0) + 0.5);
    await hands.save();
    expect(Math.abs((await markOf('4')) - instantOf(only('item', '4')) - 500)).toBeLessThanOrEqual(50);
  });

  chapter('has a speech played around, split, and joined again', async () => {
    const { page } = stage.clerk;
    const before = await speechesOf('Nilo Chiusa');
    const [{ offsetSeconds, until } = { offsetSeconds: 0, until: '' }] = before;
    await hands.thing('speeches', 'Nilo Chiusa').click();
    await hands.button(after.editor.playAround).click();
    const paused = () => page.evaluate(() => document.querySelector('video')?.paused ?? true);
    const place = async () => (await seePicture(page)).currentTime - (offsetSeconds ?? 0);
    await waitFor(async () => !(await paused()) && (await place()) < -1, { describe: 'it begins before the speech' });
    await waitFor(paused, { describe: 'it stops by itself' });
    expect(await place()).toBeGreaterThan(2.5);
    expect(await place()).toBeLessThan(6);
    const split = page.getByRole('button', { name: new RegExp(`^${fill(after.editor.split, { time: '' })}`) });
    for (const back of ['undo', 'join'] as const) {
      await split.click();
      const parts = await waitFor(async () => pairOf(await speechesOf('Nilo Chiusa')), { describe: 'it is split' });
      expect([parts[0].until, parts[1].until]).toEqual([parts[1].at, until]);
      if (back === 'undo') await hands.undo();
      else await hands.button(fill(after.editor.merge, { next: 'Nilo Chiusa' })).click();
      await waitFor(async () => (await speechesOf('Nilo Chiusa')).length === 1, { describe: 'it is one again' });
      await waitFor(() => split.isEnabled(), { describe: 'nothing is under way' });
    }
    const [speech] = await speechesOf('Nilo Chiusa');
    expect([speech?.at, speech?.until]).toEqual([before[0]?.at, until]);
  });

  chapter('shows the same after a reload, and says the correction in public', async () => {
    const { page } = stage.clerk;
    const shown = await hands.read();
    await page.reload();
    await hands.thing('speeches', 'Nilo Chiusa').waitFor();
    expect(await hands.read()).toEqual(shown);
    await page.getByLabel(en.prepare.note, { exact: true }).fill(correctionNote);
    await hands.button(after.correction.close).click();
    await hands.button(after.correction.open).waitFor();
    await readRecord();
    expect(log.corrections.map(({ note }) => note)).toEqual([correctionNote]);
    instants = readInstants(session, log);
    const trail = (await (await stage.api.send('GET', `/api/sessions/${stage.sessionId}/trail`)).json()) as Trail;
    const what = trail.items.map((line) => line.what);
    expect(what.filter((one) => one === 'mark.moved').length).toBe(5);
    expect(what).toContain('mark.removed');
  });

  chapter('has a part withheld, which is gone from the recording at once', async () => {
    const { page } = stage.clerk;
    const [{ offsetSeconds } = { offsetSeconds: 0 }] = await speechesOf('Nilo Chiusa');
    const from = (offsetSeconds ?? 0) + 0.5;
    const before = await recording();
    // What citizens see at both ends of the part, a little inside it.
    const [first = 0, last = 0] = [await pictureAt(from + 0.2), await pictureAt(from + 1.3)];
    expect(before).toEqual(expect.arrayContaining([first, last]));
    await page.getByText(after.withheld.new, { exact: true }).click();
    await hands.type(after.withheld.from, from);
    await hands.type(after.withheld.until, from + 1.5);
    for (const [label, words] of decision) await page.getByLabel(label, { exact: true }).fill(words);
    await hands.button(after.withheld.button).click();
    await page.locator('.cv-after__ranges', { hasText: decision[0][1] }).waitFor();
    await readRecord();
    const withheldSeconds = session.withheldRanges[0]?.durationSeconds ?? 0;
    expect(withheldSeconds).toBeGreaterThanOrEqual(1.5);
    const within = (clock: number | null) => clock !== null && clock >= first && clock <= last;
    const left = await recording();
    expect(left.filter(within)).toEqual([]);
    expect(Math.abs(before.length - left.length - withheldSeconds * framesPerSecond)).toBeLessThanOrEqual(1);
    await citizen.page.goto(`/sessions/${stage.sessionId}?t=${from + 0.5}`);
    await citizen.page.getByText(decision[0][1]).first().waitFor();
    const place = async () => (await seePicture(citizen.page)).currentTime;
    const stands = await waitFor(async () => (await place()) || null, { describe: 'the player stands behind the gap' });
    expect(stands).toBeGreaterThan(from);
    // Without waiting for what play() answers: where nothing comes it never does.
    await citizen.page.evaluate(() => void document.querySelector('video')?.play());
    await waitFor(async () => (await place()) > stands, { describe: 'the recording plays on behind the gap' });
    expect(within((await seePicture(citizen.page)).clockMs)).toBe(false);
    expect([...stage.clerk.complaints, ...citizen.complaints]).toEqual([]);
  });
});

const markOf = async (number: string): Promise<number> => {
  const item = (await stage.session()).agenda.find((one) => one.number === number);
  return Date.parse(item?.marks[0]?.at ?? '');
};
/** The clock of the picture that a citizen is shown whose page opens at a second of the recording. */
const pictureAt = async (seconds: number): Promise<number> => {
  const { page } = citizen;
  await page.goto(`/sessions/${stage.sessionId}?t=${seconds}`);
  const { clockMs } = await waitFor(
    async () => {
      const seen = await seePicture(page);
      return Math.abs(seen.currentTime - seconds) < 0.1 && seen.clockMs !== null && { clockMs: seen.clockMs };
    },
    { describe: `the picture of second ${seconds}` },
  );
  return clockMs;
};
const speechesOf = async (speaker: string) =>
  (await stage.log()).entries.filter(({ data }) => data.kind === 'speech' && data.speaker === speaker);

function pairOf<Thing>([one, two]: readonly Thing[]): [Thing, Thing] | false {
  return one !== undefined && two !== undefined && [one, two];
}

function only(what: string, of?: string): Act {
  const [act] = actsOf(what).filter((one) => of === undefined || one.of === of);
  if (act === undefined) throw new Error(`the play has no ${what}`);
  return act;
}
