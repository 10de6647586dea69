// Takes a chat message out of everybody's view. It stays in the database with who removed it; twice changes nothing.
import { findChatMessage, removeChatMessage as storeRemoval } from '../../db/chat.ts';
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** Removes the message. */
export async function removeChatMessage(
  house: House,
  actor: Actor,
  sessionId: string,
  messageId: string,
): Promise<Outcome<null>> {
  const found = await findSessionFor(house, actor, 'moderate-chat', sessionId);
  if (!found.ok) return found;
  const message = await findChatMessage(house.db, messageId);
  if (message === null || message.sessionId !== sessionId) {
    return refuse('message-not-found', 'There is no such message in this session.');
  }
  if (message.removed) return accept(null);
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    const removedBy = actor.kind === 'staff' ? actor.accountId : 'public';
    await storeRemoval(db, messageId, { removedAtMs: atMs, removedBy });
    await indexSession(db, sessionId, { parts: ['chat'] });
    await writeAudit(house, db, actor, { action: 'chat.removed', sessionId, atMs, before: { messageId } });
  });
  if (message.waits) house.broadcast({ name: 'chat:waiting', sessionId, data: { sessionId } });
  else house.broadcast({ name: 'chat:removed', sessionId, data: { id: messageId, sessionId } });
  return accept(null);
}
