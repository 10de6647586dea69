// Writes the draft of the minutes out of the log, as the file that staff asked for.
import { listAgendaItems } from '../../db/agenda.ts';
import type { Actor } from '../contract/accounts.ts';
import type { FileAnswer, MinutesQuery } from '../contract/files.ts';
import { toInstant } from '../contract/instants.ts';
import { accept, type Outcome } from '../contract/problems.ts';
import { writeMinutesAkn } from '../documents/minutes-akn.ts';
import { writeMinutesDocx } from '../documents/minutes-docx.ts';
import { writeMinutesHtml } from '../documents/minutes-html.ts';
import { writeMinutesOdt } from '../documents/minutes-odt.ts';
import { draftMinutes } from '../domain/minutes.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { readCouncil } from './read-council.ts';

const types = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  akn: 'application/xml; charset=utf-8',
} as const;
const endings = { html: 'html', docx: 'docx', odt: 'odt', akn: 'xml' } as const;

/** The file. It is a draft for staff; the council adopts the minutes, not the product. */
export async function writeMinutes(
  house: House,
  actor: Actor,
  sessionId: string,
  query: MinutesQuery,
): Promise<Outcome<FileAnswer>> {
  const found = await findSessionFor(house, actor, 'keep-log', sessionId);
  if (!found.ok) return found;
  const session = found.value;
  const [council, items] = await Promise.all([readCouncil(house, session), listAgendaItems(house.db, sessionId)]);
  const page = `${house.settings.publicOrigin ?? ''}/sessions/${encodeURIComponent(sessionId)}`;
  const { title, bodyName, place, call, scheduledAtMs, startedAtMs } = session;
  const facts = { title, bodyName, place, call, scheduledAtMs, startedAtMs };
  const linkTo = (atMs: number): string => `${page}?at=${encodeURIComponent(toInstant(atMs))}`;
  const blocks = draftMinutes({ ...council, ...facts, items, linkTo }, query.lang);
  const people = council.members.map(({ personId, name }) => ({ id: personId, name }));
  const about = { sessionId, language: query.lang, bodyName, atMs: startedAtMs ?? scheduledAtMs, people };
  const write = {
    html: () => Buffer.from(writeMinutesHtml(blocks, query.lang)),
    docx: () => writeMinutesDocx(blocks, query.lang),
    odt: () => writeMinutesOdt(blocks),
    akn: () => Buffer.from(writeMinutesAkn(blocks, about)),
  };
  const day = toInstant(startedAtMs ?? scheduledAtMs).slice(0, 10);
  const name = `${query.lang === 'it' ? 'verbale' : 'minutes'}-${day}.${endings[query.format]}`;
  return accept({ type: types[query.format], name, bytes: write[query.format]() });
}
