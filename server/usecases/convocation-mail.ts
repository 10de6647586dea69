// The mails of convocations in both languages: the question whether to begin, and when, where and about what the body meets. Pure.
import type { ConvocationSnapshot, ConvocationTexts } from '../../db/convocations.ts';
import type { ConvocationKind } from '../contract/convocations.ts';
import type { AlertLang } from '../contract/search-alerts.ts';

interface Words {
  confirmSubject(body: string): string;
  confirm(body: string, link: string): string;
  subject(kind: ConvocationKind, body: string, when: string): string;
  readonly cancelled: string;
  before(when: string): string;
  call(call: 1 | 2, when: string): string;
  place(place: string): string;
  readonly agenda: string;
  readonly page: string;
  readonly calendar: string;
  leave(body: string, link: string): string;
  member(body: string): string;
  when(atMs: number): string;
}

const whenIn = (language: string, atMs: number): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Rome' }).format(atMs);

const words: Readonly<Record<AlertLang, Words>> = {
  it: {
    confirmSubject: (body) => `Conferma: convocazioni di ${body}`,
    confirm: (body, link) =>
      `Qualcuno, forse tu, vuole ricevere a questo indirizzo le convocazioni di ${body}.\n\n` +
      `Se sei tu, apri questo collegamento entro 48 ore e conferma:\n${link}\n\n` +
      'Se non sei tu, non fare nulla: non ti scriveremo più e cancelliamo il tuo indirizzo.\n',
    subject: (kind, body, when) =>
      ({
        first: `Convocazione: ${body}, ${when}`,
        changed: `Convocazione cambiata: ${body}, ${when}`,
        cancelled: `Seduta annullata: ${body}, ${when}`,
      })[kind],
    cancelled: 'La seduta è annullata.',
    before: (when) => `La convocazione è cambiata. Prima diceva: ${when}.`,
    call: (call, when) => `${call === 1 ? 'Prima' : 'Seconda'} convocazione: ${when}`,
    place: (place) => `Luogo: ${place}`,
    agenda: 'Ordine del giorno',
    page: 'Pagina della seduta',
    calendar: 'Per il tuo calendario',
    leave: (body, link) =>
      `Ricevi questo messaggio perché hai chiesto le convocazioni di ${body}. Non le vuoi più? ` +
      `Apri questo collegamento: cancelliamo anche il tuo indirizzo.\n${link}`,
    member: (body) =>
      `Ricevi questo messaggio come componente di ${body}. La segreteria può cambiare o togliere il tuo indirizzo.`,
    when: (atMs) => whenIn('it', atMs),
  },
  en: {
    confirmSubject: (body) => `Confirm: convocations of ${body}`,
    confirm: (body, link) =>
      `Somebody, perhaps you, wants to get the convocations of ${body} at this address.\n\n` +
      `If it is you, open this link within 48 hours and confirm:\n${link}\n\n` +
      'If it is not you, do nothing: we will not write again, and we delete your address.\n',
    subject: (kind, body, when) =>
      ({
        first: `Convocation: ${body}, ${when}`,
        changed: `Convocation changed: ${body}, ${when}`,
        cancelled: `Session cancelled: ${body}, ${when}`,
      })[kind],
    cancelled: 'The session is cancelled.',
    before: (when) => `The convocation has changed. Before it said: ${when}.`,
    call: (call, when) => `${call === 1 ? 'First' : 'Second'} call: ${when}`,
    place: (place) => `Place: ${place}`,
    agenda: 'Agenda',
    page: 'Page of the session',
    calendar: 'For your calendar',
    leave: (body, link) =>
      `You get this message because you asked for the convocations of ${body}. Do you want no more of them? ` +
      `Open this link: we delete your address as well.\n${link}`,
    member: (body) =>
      `You get this message as a member of ${body}. The office of the body can change your address or take it away.`,
    when: (atMs) => whenIn('en-GB', atMs),
  },
};

/** The question whether the owner of the address wants it. */
export function subscriptionMail(lang: AlertLang, body: string, link: string): { subject: string; text: string } {
  return { subject: words[lang].confirmSubject(oneLine(body)), text: words[lang].confirm(oneLine(body), link) };
}

/** What a version says, in every language. `before` is the version that it changes. */
export function convocationTexts(about: {
  kind: ConvocationKind;
  body: string;
  now: ConvocationSnapshot;
  before: ConvocationSnapshot | null;
  links: { page: string; calendar: string };
}): ConvocationTexts {
  return { it: textIn('it', about), en: textIn('en', about) };
}

/** Who gets it and why, and how to get no more; `leaveLink` null: a member. */
export function convocationFoot(lang: AlertLang, body: string, leaveLink: string | null): string {
  const of = words[lang];
  return `--\n${leaveLink === null ? of.member(oneLine(body)) : of.leave(oneLine(body), leaveLink)}\n`;
}

function textIn(
  lang: AlertLang,
  { kind, body, now, before, links }: Parameters<typeof convocationTexts>[0],
): { subject: string; text: string } {
  const of = words[lang];
  const facts = factLines(now, of).join('\n');
  const old = before === null ? facts : factLines(before, of).join('\n');
  const parts = [
    kind === 'cancelled' ? of.cancelled : '',
    `${oneLine(now.title)}\n${oneLine(body)}`,
    facts,
    kind === 'changed' && old !== facts ? of.before(old.replaceAll('\n', '; ')) : '',
    now.agenda.length === 0 || kind === 'cancelled' ? '' : `${of.agenda}\n${now.agenda.map(oneLine).join('\n')}`,
    kind === 'cancelled' ? '' : (now.convocation ?? ''),
    `${of.page}: ${links.page}\n${of.calendar}: ${links.calendar}`,
  ];
  return {
    subject: of.subject(kind, oneLine(body), of.when(now.scheduledAtMs)),
    text: parts.filter((part) => part !== '').join('\n\n'),
  };
}

function factLines({ call, scheduledAtMs, secondCallAtMs, place }: ConvocationSnapshot, of: Words): string[] {
  return [
    of.call(call, of.when(scheduledAtMs)),
    ...(secondCallAtMs === null ? [] : [of.call(2, of.when(secondCallAtMs))]),
    ...(place === null ? [] : [of.place(oneLine(place))]),
  ];
}

/** Nothing that was typed may begin a line of a mail's head. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}
