// Convocations by mail: double opt-in, what is sent and to whom, changes, and a queue that neither loses a mail nor sends it twice.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listContacts } from '../../../db/member-contacts.ts';
import { toInstant } from '../../../server/contract/instants.ts';
import {
  askForConvocations,
  confirmConvocations,
  leaveConvocations,
} from '../../../server/usecases/convocation-subscribers.ts';
import { createSession } from '../../../server/usecases/create-session.ts';
import type { Mailer } from '../../../server/usecases/house.ts';
import { createMailThrottle, type MailThrottle } from '../../../server/usecases/mail-throttle.ts';
import { showContacts, writeContacts } from '../../../server/usecases/member-contacts.ts';
import { publishConvocation, showConvocation } from '../../../server/usecases/publish-convocation.ts';
import { replaceRoster } from '../../../server/usecases/replace-roster.ts';
import { runCommand } from '../../../server/usecases/run-command.ts';
import { sendDueConvocations } from '../../../server/usecases/send-convocations.ts';
import { showRoster } from '../../../server/usecases/show-roster.ts';
import { updateSession } from '../../../server/usecases/update-session.ts';
import { clerk, createTestHouse, nobody, type TestHouse } from '../../support/test-house.ts';

type Mail = Parameters<Mailer['send']>[0];

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 2, 1, 8);
let throttle: MailThrottle;
let base: TestHouse;
let mails: Mail[];
let sessionId: string;
let bodyId: string;
beforeEach(async () => {
  base = await createTestHouse();
  base.setNow(startMs);
  mails = [];
  throttle = createMailThrottle();
  base.onMail = async (mail) => void mails.push(mail);
  const made = await createSession(base.house, clerk, {
    title: 'Seduta ordinaria',
    scheduledAt: toInstant(startMs + 100 * hourMs),
    place: 'Sala grande',
    agenda: [{ title: 'Bilancio' }],
  });
  if (!made.ok) throw new Error(made.refusal.detail);
  ({ id: sessionId, bodyId } = made.value);
});
afterEach(() => base.close());

let places = 0;
async function ask(email: string, lang: 'it' | 'en' = 'it'): Promise<string> {
  const from = { address: `192.0.2.${(places += 1)}`, throttle };
  const answer = await askForConvocations(base.house, bodyId, { email, lang }, from);
  return answer.ok ? 'asked' : answer.refusal.code;
}
function keyIn(mail: Mail | undefined, name: 'confirm' | 'leave'): string {
  return new RegExp(`/convocations#${name}=([\\w-]+)`).exec(mail?.text ?? '')?.[1] ?? '';
}
async function subscribe(email: string, lang: 'it' | 'en' = 'it'): Promise<void> {
  await ask(email, lang);
  expect(await confirmConvocations(base.house, keyIn(mails.at(-1), 'confirm'))).toMatchObject({ ok: true });
  mails.length = 0;
}
async function publish(): Promise<unknown> {
  const answer = await publishConvocation(base.house, clerk, sessionId);
  return answer.ok ? answer.value : answer.refusal.code;
}
/** Rounds until nothing is due; the mails that left. */
async function send(): Promise<Mail[]> {
  const before = mails.length;
  for (let round = 0; round < 20; round += 1) {
    const next = await sendDueConvocations(base.house);
    if (next === null) break;
    base.setNow(Math.max(next, base.house.now()));
  }
  return mails.slice(before);
}
const stored = async (): Promise<string> =>
  JSON.stringify([
    await base.house.db.selectFrom('convocation_subscribers').selectAll().execute(),
    await base.house.db.selectFrom('convocation_mails').selectAll().execute(),
  ]);

describe('asking for the convocations of a body', () => {
  it('sends nothing but a question until it is confirmed, and forgets the address after two days', async () => {
    expect(await ask('ada@example.org')).toBe('asked');
    expect(mails).toHaveLength(1);
    await publish();
    expect(await send()).toEqual([]);
    base.setNow(startMs + 49 * hourMs);
    await sendDueConvocations(base.house);
    expect(await stored()).toBe('[[],[]]');
    expect(await confirmConvocations(base.house, keyIn(mails[0], 'confirm'))).toMatchObject({ ok: false });
  });

  it('asks a confirmed address nothing a second time', async () => {
    await subscribe('ada@example.org');
    expect(await ask('ada@example.org')).toBe('asked');
    expect(mails).toEqual([]);
  });

  it('ends by one click, with the mails that wait, and leaves no address behind', async () => {
    await subscribe('ada@example.org');
    await publish();
    const [mail] = await send();
    expect(mail?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const key = keyIn(mail, 'leave');
    expect(mail?.headers?.['List-Unsubscribe']).toMatch(new RegExp(`/api/convocations/leave/${key}>$`));
    await updateSession(base.house, clerk, sessionId, { place: 'Palestra' });
    expect(await leaveConvocations(base.house, key)).toMatchObject({ ok: true });
    expect(await stored()).toBe('[[],[]]');
    expect(await send()).toEqual([]);
  });
});

describe('the convocation by mail', () => {
  it('says when, where and about what, in the language that was chosen, once', async () => {
    await subscribe('ada@example.org');
    await subscribe('bob@example.org', 'en');
    await publish();
    await publish();
    const sent = await send();
    expect(sent.map(({ to }) => to).toSorted()).toEqual(['ada@example.org', 'bob@example.org']);
    const italian = sent.find(({ to }) => to.startsWith('ada'));
    expect(italian?.subject).toMatch(/^Convocazione: Consiglio comunale, giovedì 5 marzo 2026/);
    expect(italian?.text).toContain(`/sessions/${sessionId}`);
    expect(italian?.text).toContain('1. Bilancio');
    expect(sent.find(({ to }) => to.startsWith('bob'))?.text).toContain('Place: Sala grande');
    expect(await publish()).toMatchObject({ subscribers: 2, versions: [{ version: 1, sent: 2, waiting: 0 }] });
  });

  it('is told again by itself when day or place changes or the session falls, and not for a word', async () => {
    await subscribe('ada@example.org');
    await updateSession(base.house, clerk, sessionId, { place: 'Palestra' });
    expect(await send()).toEqual([]);
    await publish();
    await send();
    await updateSession(base.house, clerk, sessionId, { title: 'Seduta straordinaria' });
    expect(await send()).toEqual([]);
    await updateSession(base.house, clerk, sessionId, { place: 'Auditorium' });
    const [changed] = await send();
    expect(changed?.subject).toMatch(/^Convocazione cambiata/);
    expect(changed?.text).toContain('Palestra');
    await runCommand(base.house, clerk, sessionId, { command: 'cancel' });
    expect((await send()).map(({ subject }) => subject.slice(0, 16))).toEqual(['Seduta annullata']);
  });

  it('is refused without mail, and for a session that is not public', async () => {
    const noMail = { ...base.house, mail: null };
    expect(await publishConvocation(noMail, clerk, sessionId)).toMatchObject({ refusal: { code: 'unavailable' } });
    expect(await showConvocation(noMail, clerk, sessionId)).toMatchObject({ value: { mail: false } });
    await runCommand(base.house, clerk, sessionId, { command: 'withhold', reason: 'prova' });
    expect(await publish()).toBe('command-not-allowed');
    expect(await publishConvocation(base.house, nobody, sessionId)).toMatchObject({
      refusal: { code: 'not-signed-in' },
    });
  });
});

describe('the queue', () => {
  it('goes on after a crash with what had not left, under the same Message-ID', async () => {
    for (const name of ['a', 'b', 'c']) await subscribe(`${name}@example.org`);
    await publish();
    let refusedId: string | undefined;
    base.onMail = async (mail) => {
      if (mails.length === 1) {
        refusedId = mail.messageId;
        throw new Error('the process dies here');
      }
      mails.push(mail);
    };
    await sendDueConvocations(base.house);
    expect(mails).toHaveLength(1);
    base.onMail = async (mail) => void mails.push(mail);
    await send();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
    expect(mails.map(({ messageId }) => messageId)).toContain(refusedId);
  });

  it('logs a mailbox that refuses, without its address, and writes there no more', async () => {
    await subscribe('gone@example.org');
    await publish();
    const bounce = Object.assign(new Error('550 <gone@example.org> unknown'), {
      responseCode: 550,
      command: 'RCPT TO',
    });
    base.onMail = () => Promise.reject(bounce);
    await send();
    expect(await publish()).toMatchObject({ versions: [{ sent: 0, waiting: 0, refused: 1 }] });
    const said = base.log.lines.filter((line) => line.includes('refused for good'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('550');
    expect(said[0]).not.toContain('gone@');
  });

  it('leaves twenty at a time', async () => {
    for (let one = 0; one < 25; one += 1) await subscribe(`p${one}@example.org`);
    await publish();
    await sendDueConvocations(base.house);
    expect(mails).toHaveLength(20);
    expect(await send()).toHaveLength(5);
  });
});

describe('the addresses of members', () => {
  it('are written to with the convocation, stay with the person, and are in no public answer', async () => {
    const members = [
      { name: 'Ada Bianchi', role: 'member' as const },
      { name: 'Ugo Neri', role: 'chair' as const },
    ];
    await replaceRoster(base.house, clerk, bodyId, { members });
    const [ada] = await listContacts(base.house.db, bodyId);
    const contacts = [{ personId: ada?.personId ?? '', email: 'ada.bianchi@example.org' }];
    await writeContacts(base.house, clerk, bodyId, { contacts });
    await replaceRoster(base.house, clerk, bodyId, { members: members.toReversed() });
    await publish();
    const [mail] = await send();
    expect(mail?.to).toBe('ada.bianchi@example.org');
    expect(mail?.text).toContain('come componente di Consiglio comunale');
    expect(JSON.stringify(await showRoster(base.house, bodyId))).not.toContain('@');
    expect(await showContacts(base.house, nobody, bodyId)).toMatchObject({ ok: false });
    const trail = JSON.stringify(await base.house.db.selectFrom('audit').selectAll().execute());
    expect(trail).toContain('body.contacts-changed');
    expect(trail).not.toContain('ada.bianchi@');
  });
});
