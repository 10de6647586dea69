// The clerk of the scripted evening: does each act of the play at the real desk, and looks that the desk shows it before
// the clock goes on. Reads English pages.
import type { Locator, Page } from 'playwright-core';
import { en } from '../../client/text/en.ts';
import type { Hands } from './desk-hands.ts';
import { announced, correctionNote, day, members, titleOf, urgent, votes, type Act } from './evening-script.ts';
import { waitFor } from './wait-for.ts';

const { desk, council } = en;
export const bodyName = 'Council of Acquachiara';
export const sessionTitle = 'The evening of the aqueduct';

/** Fills the words of a text as the pages do. */
export function fill(words: string, values: Readonly<Record<string, string | number>>): string {
  return words.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => String(values[name] ?? ''));
}

/** The clerk at one page. */
export function createClerk(page: Page, hands: Hands) {
  const button = (name: string, within: Page | Locator = page): Locator =>
    within.getByRole('button', { name, exact: true });
  const item = (number: string): string => `${number}. ${titleOf(number)}`;
  const stateIs = (state: keyof typeof desk.bar.state): Promise<void> =>
    page.getByRole('region', { name: desk.bar.label }).getByText(desk.bar.state[state]).waitFor();
  const current = (number: string): Locator => page.locator('.cv-desk__item--now', { hasText: item(number) });
  const memberRow = (name: string): Locator => page.locator('.cv-council__member', { hasText: name });
  const presence = (name: string): Locator => button(fill(council.roster.presence, { name }));
  const logged = (words: string): Locator => page.locator('.cv-council__entry', { hasText: words });

  async function command(name: string, state: keyof typeof desk.bar.state, yes?: string): Promise<void> {
    await hands.press(button(name));
    if (yes !== undefined) await hands.press(button(yes));
    await stateIs(state);
  }
  async function setPresence(name: string, isPresent: boolean): Promise<void> {
    await hands.press(presence(name));
    await presence(name)
      .and(page.locator(`[aria-pressed="${isPresent}"]`))
      .waitFor();
    await settled();
  }
  /** The record of the page is fetched again after every act; the next act waits for it. */
  async function settled(): Promise<void> {
    const busy = page.locator('.cv-desk [aria-disabled="true"]', { hasText: desk.busy });
    await busy.first().waitFor({ state: 'detached' });
  }
  async function speak(name: string): Promise<void> {
    const speaking = page.locator('.cv-council__speaking', { hasText: fill(council.roster.speaking, { name }) });
    await hands.press(memberRow(name).locator('.cv-council__speak'));
    await speaking.waitFor();
  }
  async function guest(name: string): Promise<void> {
    await hands.write(page.getByLabel(council.roster.other), name);
    await hands.press(button(council.roster.otherButton));
    await page.locator('.cv-council__speaking', { hasText: name }).waitFor();
  }
  async function vote(method: string): Promise<void> {
    const wanted = votes[method];
    if (wanted === undefined) throw new Error(`the play has no vote by ${method}`);
    const form = page.getByRole('form', { name: council.vote.heading });
    await hands.press(button(council.vote.open));
    await form.waitFor();
    if (method === 'roll-call') {
      await hands.choose(form.getByLabel(council.vote.methodLabel), council.vote.method['roll-call']);
      for (const [name, choice] of Object.entries(wanted.except)) {
        const ballot = form.getByRole('button', { name: new RegExp(`^${name}`) });
        for (let press = 0; press < (choice === 'against' ? 1 : 2); press += 1) await hands.press(ballot);
      }
    } else {
      const { for: inFavour, against, abstained } = wanted.counts;
      await hands.write(form.getByLabel(council.vote.for, { exact: true }), String(inFavour));
      await hands.write(form.getByLabel(council.vote.against, { exact: true }), String(against));
      await hands.write(form.getByLabel(council.vote.abstained, { exact: true }), String(abstained));
    }
    await hands.press(button(council.vote.proclaim));
    await logged(titleOf(wanted.item)).waitFor();
  }
  async function begin(number: string): Promise<void> {
    const start = button(fill(desk.agenda.startItem, { item: item(number) }));
    const isNext = page.locator('.cv-desk__item', { has: start }).getByText(desk.agenda.next).isVisible();
    if (hands.likesKeys && (await isNext)) await page.keyboard.press('n');
    else await hands.press(start);
    await current(number).waitFor();
  }
  async function addItem(): Promise<void> {
    await hands.write(page.getByLabel(desk.agenda.add), urgent);
    await hands.press(button(desk.agenda.addButton));
    await page.locator('.cv-desk__item', { hasText: urgent }).waitFor();
  }
  async function correct(name: string): Promise<void> {
    await hands.write(page.getByLabel(council.log.note), correctionNote);
    const entry = fill(council.log.speaks, { name });
    const before = await logged(entry).locator('time').getAttribute('datetime');
    await hands.press(button(fill(council.log.later, { entry })));
    await logged(entry)
      .locator(`time:not([datetime="${before ?? ''}"])`)
      .waitFor();
  }

  const ways: Readonly<Record<string, (of: string) => Promise<void>>> = {
    'go-live': () => command(desk.commands.goLive, 'live'),
    recess: () => command(desk.commands.recess, 'recess'),
    resume: () => command(desk.commands.resume, 'live'),
    'close-doors': () => command(desk.commands.closeDoors, 'closed', desk.commands.closeDoorsYes),
    'open-doors': () => command(desk.commands.openDoors, 'live'),
    adjourn: () => command(desk.commands.adjourn, 'ended', desk.commands.adjournYes),
    async publish() {
      await hands.press(button(desk.commands.publish));
      await page.getByRole('region', { name: desk.bar.label }).getByText(desk.bar.publication.published).waitFor();
    },
    async 'all-present'() {
      await hands.press(button(council.roster.allPresent));
      const there = page.locator('.cv-council__present[aria-pressed="true"]');
      await waitFor(async () => (await there.count()) === members.length, { describe: 'all are marked as present' });
    },
    leaves: (name) => setPresence(name, false),
    comes: (name) => setPresence(name, true),
    item: begin,
    'wrong-item': begin,
    async 'undo-item'(number) {
      await hands.press(
        page.getByRole('button', { name: new RegExp(`^${fill(desk.agenda.undo, {})} \\(${number}\\.`) }),
      );
      await current(number).waitFor({ state: 'detached' });
    },
    async nudge(number) {
      const group = page.getByRole('group', { name: fill(council.item.nudge, { item: item(number) }) });
      const moved = page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok());
      await hands.press(button('−30 s', group));
      await moved;
      await settled();
    },
    speaks: speak,
    guest,
    async silence() {
      await hands.press(button(council.roster.endSpeech));
      await page.locator('.cv-council__speaking').waitFor({ state: 'detached' });
    },
    vote,
    'add-item': addItem,
    correct,
  };

  return {
    /** Signs in and announces the session; answers its id. */
    async announce(person: { email: string; password: string }): Promise<string> {
      await page.goto('/desk');
      await hands.write(page.getByLabel(en.signIn.email), person.email);
      await hands.write(page.getByLabel(en.signIn.password), person.password);
      await hands.press(button(en.signIn.submit));
      await hands.press(button(desk.newSession));
      await hands.write(page.getByLabel(desk.form.title, { exact: true }), sessionTitle);
      await hands.write(page.getByLabel(desk.form.body, { exact: true }), bodyName);
      await page.getByLabel(desk.form.date).fill(day);
      await page.getByLabel(desk.form.time).fill('20:30');
      const agenda = announced.map((title, index) => `${index + 1}. ${title}`).join('\n');
      await hands.write(page.getByRole('textbox', { name: desk.form.agenda, exact: true }), agenda);
      await page.getByLabel(desk.form.review).check();
      await hands.press(button(desk.form.submit));
      await page.waitForURL(/\/desk\/sessions\/[^/]+$/);
      return page.url().split('/').at(-1) ?? '';
    },
    /** Writes the roster of the body, and that all of its log is public. */
    async keepBody(): Promise<void> {
      await hands.press(page.getByRole('link', { name: council.roster.edit }));
      const roster = members.map(({ name, group, role }) => `${name};${group};${role}`).join('\n');
      await hands.write(page.getByRole('textbox', { name: council.body.members }), `name;group;role\n${roster}`);
      await hands.press(button(council.body.save));
      await page.getByText(fill(council.body.read_other, { count: members.length })).waitFor();
      for (const part of [council.body.publicVotes, council.body.publicAttendance, council.body.publicSpeakers]) {
        const box = page.getByLabel(part, { exact: true });
        if (!(await box.isChecked())) await box.check();
      }
      await hands.press(button(council.body.saveRules));
      await settled();
      await page.goBack();
      await memberRow(members[0]?.name ?? '').waitFor();
    },
    /** Does one act and waits until the desk shows it. */
    async act({ what, of }: Act): Promise<void> {
      const way = ways[what];
      if (way === undefined) throw new Error(`the clerk does not know how to ${what}`);
      await way(of);
    },
  };
}
