// The mails of saved searches, in the language that was chosen: the question whether to begin, and what is new. Pure.
// They carry what is needed to recognise a hit, and the way to it; nothing that follows the reader.
import type { AlertLang } from '../contract/search-alerts.ts';
import { matchEnd, matchStart, type SearchHit } from '../contract/search.ts';

/** A mail without its recipient. */
export interface AlertMail {
  readonly subject: string;
  readonly text: string;
}

/** Hits in one mail; the others are behind the link to the search. */
const mostHits = 20;

interface Words {
  readonly everything: string;
  confirmSubject(words: string): string;
  confirm(words: string, link: string): string;
  newSubject(words: string, count: number): string;
  readonly all: string;
  readonly leave: string;
  day(instant: string): string;
}

const dayIn = (language: string, instant: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(new Date(instant));

const words: Readonly<Record<AlertLang, Words>> = {
  it: {
    everything: 'la tua ricerca',
    confirmSubject: (asked) => `Conferma: avvisi per «${asked}»`,
    confirm: (asked, link) =>
      `Qualcuno, forse tu, vuole ricevere a questo indirizzo gli avvisi per la ricerca «${asked}».\n\n` +
      `Se sei tu, apri questo collegamento entro 48 ore e conferma:\n${link}\n\n` +
      'Se non sei tu, non fare nulla: non ti scriveremo più e cancelliamo il tuo indirizzo.\n',
    newSubject: (asked, count) =>
      count === 1 ? `Un nuovo risultato per «${asked}»` : `${count} nuovi risultati per «${asked}»`,
    all: 'Tutti i risultati',
    leave: 'Non vuoi più questi avvisi? Apri questo collegamento: cancelliamo anche il tuo indirizzo.',
    day: (instant) => dayIn('it', instant),
  },
  en: {
    everything: 'your search',
    confirmSubject: (asked) => `Confirm: alerts for “${asked}”`,
    confirm: (asked, link) =>
      `Somebody, perhaps you, wants to get alerts at this address for the search “${asked}”.\n\n` +
      `If it is you, open this link within 48 hours and confirm:\n${link}\n\n` +
      'If it is not you, do nothing: we will not write again, and we delete your address.\n',
    newSubject: (asked, count) =>
      count === 1 ? `One new result for “${asked}”` : `${count} new results for “${asked}”`,
    all: 'All results',
    leave: 'Do you want no more of these alerts? Open this link: we delete your address as well.',
    day: (instant) => dayIn('en', instant),
  },
};

/** The question whether the owner of the address wants it. */
export function confirmationMail(lang: AlertLang, asked: string, link: string): AlertMail {
  const of = words[lang];
  const said = oneLine(asked === '' ? of.everything : asked);
  return { subject: of.confirmSubject(said), text: of.confirm(said, link) };
}

/** What is new. Links of hits are paths; `site` is put before them. */
export function newsMail(
  lang: AlertLang,
  news: { asked: string; hits: readonly SearchHit[]; site: string; searchLink: string; leaveLink: string },
): AlertMail {
  const of = words[lang];
  const said = oneLine(news.asked === '' ? of.everything : news.asked);
  const hits = news.hits.slice(0, mostHits).map((hit) => hitLines(hit, news.site, of));
  return {
    subject: of.newSubject(said, news.hits.length),
    text: [...hits, `${of.all}: ${news.searchLink}`, `--\n${of.leave}\n${news.leaveLink}\n`].join('\n\n'),
  };
}

function hitLines(hit: SearchHit, site: string, of: Words): string {
  const snippet = oneLine(hit.snippet.replaceAll(matchStart, '').replaceAll(matchEnd, ''));
  const who = hit.speaker === null ? '' : `${hit.speaker}: `;
  return `${oneLine(hit.title)}\n${hit.body}, ${of.day(hit.scheduledAt)}\n${who}${snippet}\n${site}${hit.url}`;
}

/** Nothing that was typed or said may begin a line of a mail's head. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}
