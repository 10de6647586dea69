// Saved searches by mail: double opt-in, what is new and nothing else, one click to leave, and no trace afterwards.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { changeSession } from '../../../db/sessions.ts';
import { newAlertSchema } from '../../../server/contract/search-alerts.ts';
import type { Mailer } from '../../../server/usecases/house.ts';
import { createMailThrottle, type MailThrottle } from '../../../server/usecases/mail-throttle.ts';
import { askForAlert, confirmAlert, leaveAlert } from '../../../server/usecases/search-alerts.ts';
import { sendDueAlerts } from '../../../server/usecases/send-search-alerts.ts';
import { insertTestSession } from '../../support/search-sessions.ts';
import { createTestHouse, type TestHouse } from '../../support/test-house.ts';

type Mail = Parameters<Mailer['send']>[0];

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 2, 1, 8);
let base: TestHouse;
let mails: Mail[];
let throttle: MailThrottle;
beforeEach(async () => {
  base = await createTestHouse();
  base.setNow(startMs);
  mails = [];
  throttle = createMailThrottle();
  base.onMail = async (mail) => void mails.push(mail);
  await createSession('Passerella sul torrente');
});
afterEach(() => base.close());

let sessions = 0;
async function createSession(title: string, publication: 'private' | 'published' = 'published'): Promise<string> {
  const id = `session-${(sessions += 1)}`;
  await insertTestSession(base.house.db, id, publication, title);
  return id;
}

/** `sent`, or the code of the refusal. */
async function ask(part: object = {}): Promise<string> {
  const input = { email: 'ada@example.org', cadence: 'daily', lang: 'it', query: { q: 'passerella' }, ...part };
  const parsed = newAlertSchema.safeParse(input);
  if (!parsed.success) return 'invalid-input';
  const answer = await askForAlert(base.house, parsed.data, { address: '192.0.2.1', throttle });
  return answer.ok ? 'sent' : answer.refusal.code;
}

function keyIn(mail: Mail | undefined, name: 'confirm' | 'leave'): string {
  return new RegExp(`#${name}=([\\w-]+)`).exec(mail?.text ?? '')?.[1] ?? '';
}

async function confirm(): Promise<string> {
  const answer = await confirmAlert(base.house, keyIn(mails.at(-1), 'confirm'));
  return answer.ok ? 'confirmed' : answer.refusal.code;
}

async function look(hours: number): Promise<Mail | undefined> {
  const before = mails.length;
  base.setNow(startMs + hours * hourMs);
  await sendDueAlerts(base.house);
  return mails.slice(before).at(-1);
}

async function stored(): Promise<string> {
  return JSON.stringify(await base.house.db.selectFrom('search_alerts').selectAll().execute());
}

describe('a saved search', () => {
  it('writes nothing but one question until the owner of the address confirms, and is forgotten after two days', async () => {
    expect(await ask()).toBe('sent');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('/search/alerts#confirm=');
    await createSession('Nuova passerella');
    expect(await look(47)).toBeUndefined();
    expect(await stored()).toContain('ada@example.org');
    expect(await look(49)).toBeUndefined();
    expect(await stored()).toBe('[]');
    expect(await confirm()).toBe('link-not-valid');
  });

  it('tells what is new since it was confirmed, once, with the way to it', async () => {
    await ask();
    expect(await confirm()).toBe('confirmed');
    const id = await createSession('Collaudo della passerella');
    await createSession('Passerella segretissima', 'private');
    const mail = await look(25);
    expect(mail?.subject).toBe('Un nuovo risultato per «passerella»');
    expect(mail?.text).toContain(`/sessions/${id}`);
    expect(mail?.text).not.toMatch(/torrente|segretissima/);
    expect(await look(50)).toBeUndefined();
  });

  it('tells nothing of what was withheld before the mail left', async () => {
    await ask();
    await confirm();
    const id = await createSession('Passerella ritirata');
    await changeSession(base.house.db, id, { state: 'ended', publication: 'withheld', modifiedAtMs: startMs });
    expect(await look(30)).toBeUndefined();
  });

  it('at once means within ten minutes, but never twice in an hour', async () => {
    await ask({ cadence: 'at-once' });
    await confirm();
    await createSession('Passerella uno');
    expect(await look(0.2)).toBeDefined();
    await createSession('Passerella due');
    expect(await look(0.9)).toBeUndefined();
    expect((await look(1.3))?.text).toContain('Passerella due');
  });

  it('tells again what the mail server did not take', async () => {
    await ask();
    await confirm();
    await createSession('Passerella tre');
    base.onMail = () => Promise.reject(new Error('the mail server is away'));
    await look(30);
    base.onMail = async (mail) => void mails.push(mail);
    expect((await look(60))?.text).toContain('Passerella tre');
  });

  it('ends by one click from the mail program and leaves no address behind', async () => {
    await ask();
    await confirm();
    await createSession('Passerella quattro');
    const mail = await look(30);
    const header = mail?.headers?.['List-Unsubscribe'] ?? '';
    expect(mail?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const address = /<https?:\/\/[^/]+(\/[^>]+)>/.exec(header)?.[1] ?? '';
    expect(address).toBe(`/api/search/alerts/leave/${keyIn(mail, 'leave')}`);
    expect(await leaveAlert(base.house, keyIn(mail, 'leave'))).toMatchObject({ ok: true });
    expect(await stored()).toBe('[]');
    expect(await leaveAlert(base.house, keyIn(mail, 'leave'))).toMatchObject({ ok: true });
  });

  it('keeps its keys as hashes only, and answers the same for every address', async () => {
    await ask();
    await ask();
    await confirm();
    const kept = await stored();
    for (const mail of mails) expect(kept).not.toContain(keyIn(mail, 'confirm'));
  });

  it('is slowed down, refused without words, and cannot write lines into the head of a mail', async () => {
    expect(await ask({ query: { q: '  ' } })).toBe('invalid-input');
    expect(await ask({ email: 'a@example.org\r\nBcc: b@example.org' })).toBe('invalid-input');
    expect(await ask({ query: { q: 'ponte\r\nBcc: b@example.org' } })).toBe('sent');
    expect(mails.at(-1)?.subject).not.toMatch(/[\r\n]/);
    const answers: string[] = [];
    for (let time = 0; time < 6; time += 1) answers.push(await ask());
    expect(answers.at(-1)).toBe('too-many-attempts');
  });
});
