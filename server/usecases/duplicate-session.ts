// Makes the next session out of one that was: its body, place and the skeleton of its agenda, at another time.
import { listAgendaItems, type StoredAgendaItem } from '../../db/agenda.ts';
import type { Actor } from '../contract/accounts.ts';
import type { Outcome } from '../contract/problems.ts';
import type { DuplicateSession, NewAgendaItem, Session } from '../contract/sessions.ts';
import { buildAgendaTree, type AgendaNode } from '../domain/agenda-rules.ts';
import { createSession } from './create-session.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';

/** The new session is private until somebody publishes it: its agenda is last time's. Documents and marks stay behind. */
export async function duplicateSession(
  house: House,
  actor: Actor,
  sessionId: string,
  input: DuplicateSession,
): Promise<Outcome<Session>> {
  const found = await findSessionFor(house, actor, 'create-session', sessionId);
  if (!found.ok) return found;
  const { bodyName, title, place, review } = found.value;
  const agenda = buildAgendaTree(await listAgendaItems(house.db, sessionId)).map(toNewItem);
  return createSession(house, actor, {
    title: input.title ?? title,
    body: bodyName,
    scheduledAt: input.scheduledAt,
    publication: 'private',
    review,
    place,
    agenda,
  });
}

function toNewItem({ item, children }: AgendaNode<StoredAgendaItem>): NewAgendaItem {
  const { number, title, type, sharedType, plannedClosed, noBroadcast } = item;
  return {
    number,
    title,
    ...(type === null ? {} : { type }),
    sharedType,
    plannedClosed,
    noBroadcast,
    children: children.map(toNewItem),
  };
}
