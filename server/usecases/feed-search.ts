// A search as an Atom feed (RFC 4287): what is new under these words, for any feed reader, without an account.
import type { Outcome } from '../contract/problems.ts';
import { accept } from '../contract/problems.ts';
import { matchEnd, matchStart } from '../contract/search.ts';
import type { SearchHit, SearchQuery } from '../contract/search.ts';
import type { House } from './house.ts';
import { search } from './search.ts';

/** Entries of a feed: a reader that comes once a day misses nothing of a sitting. */
const mostEntries = 30;

/** The newest public hits as a document; links are absolute when PUBLIC_URL is set. */
export async function feedSearch(house: House, query: SearchQuery): Promise<Outcome<string>> {
  const asked: SearchQuery = { ...query, cursor: undefined, sort: 'newest', limit: mostEntries };
  const answer = await search(house, { kind: 'public' }, asked);
  if (!answer.ok) return answer;
  const site = house.settings.publicOrigin ?? '';
  const address = `${site}/search?${addressOf(query)}`;
  const updated = answer.value.items[0]?.scheduledAt ?? '1970-01-01T00:00:00.000Z';
  const entries = answer.value.items.map((hit) => entryOf(hit, site));
  return accept(
    [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<feed xmlns="http://www.w3.org/2005/Atom">',
      `<title>${escape(query.q === '' ? 'Casa di Vetro' : query.q)}</title>`,
      `<id>${escape(`tag:casa-di-vetro,2026:search?${addressOf(query)}`)}</id>`,
      `<updated>${updated}</updated>`,
      `<link rel="alternate" href="${escape(address)}"/>`,
      '<author><name>Casa di Vetro</name></author>',
      ...entries,
      '</feed>',
      '',
    ].join('\n'),
  );
}

function entryOf(hit: SearchHit, site: string): string {
  const who = hit.speaker === null ? '' : `${hit.speaker}: `;
  const text = hit.snippet.replaceAll(matchStart, '').replaceAll(matchEnd, '');
  return [
    '<entry>',
    `<title>${escape(`${hit.title} (${hit.body})`)}</title>`,
    `<id>${escape(`tag:casa-di-vetro,2026:${hit.url}`)}</id>`,
    `<updated>${hit.at ?? hit.scheduledAt}</updated>`,
    `<link rel="alternate" href="${escape(`${site}${hit.url}`)}"/>`,
    `<summary>${escape(`${who}${text}`)}</summary>`,
    '</entry>',
  ].join('\n');
}

/** The search as it stands in an address; what is left out is the default. */
function addressOf(query: SearchQuery): string {
  const { body, from, group, kind, lang, q, session, speaker, term, to } = query;
  const given = Object.entries({ q, body, from, to, speaker, group, term, session, kind, lang });
  const address = new URLSearchParams();
  for (const [name, value] of given) if (value !== undefined) address.set(name, value);
  return address.toString();
}

/** Characters that XML 1.0 forbids even as references go; those that mean something are written as references. */
function escape(text: string): string {
  const clean = Array.from(text, (character) => (isAllowed(character.codePointAt(0) ?? 0) ? character : '')).join('');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** XML 1.0, production 2 (Char). */
function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff);
}
