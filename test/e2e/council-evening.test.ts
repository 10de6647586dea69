// A whole evening of two hours at the real desk, from the announcement to the published session: what the clerk did when,
// by the play in support/evening-script.ts, must be what the record, the public page and the minutes say.
// The house runs in this process with a clock that is set before each act; live media is a double. With a pointer, and with a
// real encoder, the same play is acted in evening-on-air.test.ts.
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { AuditLine, CouncilLog, EntryData } from '../../server/contract/council-log.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { openBrowser, welcomeVisitor, type Visitor } from '../support/browser.ts';
import { keyboardAlone } from '../support/desk-hands.ts';
import { bodyName, createClerk, sessionTitle } from '../support/evening-clerk.ts';
import { expectedMinutes } from '../support/evening-minutes.ts';
import { acts, actsOf, correctionNote, instant, members, titleOf, votes, type Act } from '../support/evening-script.ts';
import { readMinutes } from '../support/read-minutes.ts';
import { createTestServer, staff, type TestServer } from '../support/test-server.ts';

const clientFolder = path.join(import.meta.dirname, '..', '..', 'dist', 'client');
/** Half a minute on a machine of its own, several on a busy one: eighty acts, each seen at the desk before the next. */
const patienceMs = 600_000;
const toMs = (at: string | null): number => Date.parse(at ?? '');

let browser: Browser;
beforeAll(async () => void (browser = await openBrowser()));
afterAll(() => browser?.close());

describe('an evening of the council, run with the keyboard alone', () => {
  let server: TestServer;
  let visitor: Visitor;
  let sessionId = '';
  let session: Session;
  let log: CouncilLog;

  beforeAll(async () => {
    server = await createTestServer({ clientFolder });
    server.setNow(instant('19:45:00'));
    visitor = await welcomeVisitor(browser, server.url);
  });
  afterAll(async () => {
    await visitor?.context.close();
    await server?.close();
  });

  const nameOf = (personId: string): string =>
    log.members.find((member) => member.personId === personId)?.name ?? personId;
  const entriesOf = <Kind extends EntryData['kind']>(kind: Kind) =>
    log.entries.flatMap(({ at, until, data, result }) =>
      data.kind === kind
        ? [{ at: toMs(at), until: toMs(until), data: data as EntryData & { kind: Kind }, result }]
        : [],
    );

  it(
    'is done at the desk, act by act',
    async () => {
      const clerk = createClerk(visitor.page, keyboardAlone(visitor.page));
      sessionId = await clerk.announce(staff);
      await clerk.keepBody();
      for (const act of acts) {
        server.setNow(act.atMs);
        try {
          await clerk.act(act);
        } catch (error) {
          throw new Error(`the clerk could not ${act.what} ${act.of}`, { cause: error });
        }
      }
      session = (await server.ask('GET', `/api/sessions/${sessionId}`)).json<Session>();
      log = (await server.ask('GET', `/api/sessions/${sessionId}/log`)).json<CouncilLog>();
      expect(visitor.complaints).toEqual([]);
    },
    patienceMs,
  );

  it('ends published, with every item marked when it began', () => {
    expect([session.state, session.publication]).toEqual(['ended', 'published']);
    expect([toMs(session.startedAt), toMs(session.endedAt)]).toEqual([instant('20:30:00'), instant('22:40:00')]);
    const marks = session.agenda.flatMap((item) => item.marks.map(({ at }) => [item.number, item.title, toMs(at)]));
    expect(marks).toEqual(actsOf('item').map((act) => [act.of, titleOf(act.of), act.finallyMs]));
  });

  it('knows who spoke, from when to when', () => {
    const speeches = entriesOf('speech').map(({ at, until, data }) => [data.speaker, at, until]);
    expect(speeches).toHaveLength(40);
    expect(speeches).toEqual(actsOf('speaks', 'guest').map((act) => [act.of, act.finallyMs, act.untilMs]));
  });

  it('knows who was there, at every moment', () => {
    const comings = entriesOf('attendance').map(({ at, data }) => [nameOf(data.personId), data.isPresent, at]);
    const rollMs = instant('20:31:00');
    expect(comings).toEqual([
      ...members.map(({ name }) => [name, true, rollMs]),
      ...actsOf('leaves', 'comes').map((act) => [act.of, act.what === 'comes', act.finallyMs]),
    ]);
    expect(log.quorum).toEqual({ present: 14, needed: 9, isReached: true });
  });

  it('knows both votes', () => {
    const wanted = actsOf('vote').map((act) => [act.of, act.finallyMs, votes[act.of]?.counts, true]);
    const held = entriesOf('vote').map(({ at, data, result }) => [data.method, at, data.counts, result?.isPassed]);
    expect(held).toEqual(wanted);
    const ballots = entriesOf('vote').flatMap(({ data }) => data.ballots);
    const others = ballots.filter((ballot) => ballot.choice !== 'for');
    expect(Object.fromEntries(others.map(({ personId, choice }) => [nameOf(personId), choice]))).toEqual(
      votes['roll-call']?.except,
    );
    expect(ballots).toHaveLength(16);
  });

  it('knows the recess and the closed part', () => {
    expect(log.intermissions.map(({ kind, from, to }) => [kind, toMs(from), toMs(to)])).toEqual([
      ['recess', instant('21:25:00'), instant('21:40:00')],
      ['closed', instant('22:13:00'), instant('22:26:00')],
    ]);
    expect(server.live.calls.filter((call) => / (?:go|cut)|^(?:go|cut|end)/u.test(call)).map(firstWord)).toEqual([
      'goOnAir',
      'goOffAir',
      'goOnAir',
      'cutOffAir',
      'goOnAir',
      'endSession',
    ]);
  });

  it('says in public what was corrected after publication, and keeps every correction in the trail', async () => {
    expect(log.corrections.map(({ at, note }) => [toMs(at), note])).toEqual([[instant('23:00:00'), correctionNote]]);
    const trail = (await server.askAsStaff('GET', `/api/sessions/${sessionId}/trail`)).json<{ items: AuditLine[] }>();
    const corrected = ['mark.removed', 'mark.moved', 'log.changed'];
    const changes = trail.items.filter(
      ({ what, reason }) => corrected.includes(what) && (what !== 'log.changed' || reason),
    );
    expect(changes.map(({ what }) => what).toReversed()).toEqual(corrected);
  });

  it('gives minutes that say the same, sentence by sentence', async () => {
    const answer = await server.askAsStaff('GET', `/api/sessions/${sessionId}/minutes?lang=en&format=html`);
    const about = {
      title: sessionTitle,
      body: bodyName,
      language: 'en',
      instantOf: (act: Act) => act.finallyMs,
    } as const;
    expect(readMinutes(new TextEncoder().encode(answer.text), 'html')).toEqual(expectedMinutes(about));
  });

  it('stands on the public page, with its votes and speeches', async () => {
    const { page, context } = await welcomeVisitor(browser, server.url);
    await page.goto(`/sessions/${sessionId}`);
    await page.locator('.cdv-council').waitFor();
    const council = await page.locator('.cdv-council').innerText();
    for (const { of } of actsOf('vote')) expect(council).toContain(`${titleOf(votes[of]?.item ?? '')}: Passed`);
    const spoken = council.split('\n').filter((line) => /^\d\d:\d\d /u.test(line));
    expect(spoken).toHaveLength(40);
    expect(council).toContain(correctionNote);
    await context.close();
  });
});

function firstWord(call: string): string {
  return call.split(' ', 1)[0] ?? '';
}
