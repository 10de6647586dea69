// Lets somebody follow a session: what it is now, and the newest chat.
import { listNewestChatMessages } from '../../db/chat.ts';
import type { Actor } from '../contract/accounts.ts';
import { chatHistory } from '../contract/chat.ts';
import type { ChatMessage } from '../contract/chat.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { Session } from '../contract/sessions.ts';
import { mayDo } from '../domain/permissions.ts';
import { toChatMessage } from './chat-view.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';
import { readSession } from './show-session.ts';

/**
 * `enter` is called when it is sure that this actor may listen, before the history is read:
 * a message sent in between arrives twice (with the same id) rather than never. It hears whether this actor may stay
 * when the session leaves the public's view, and whether they moderate its chat.
 */
export async function joinSession(
  house: House,
  actor: Actor,
  input: { sessionId: string; enter: (as: 'public' | 'insider' | 'moderator') => Promise<void> | void },
): Promise<Outcome<{ session: Session; messages: ChatMessage[] }>> {
  const found = await findVisibleSession(house, actor, input.sessionId);
  if (!found.ok) return found;
  const isInsider = mayDo(actor, 'view-unpublished', found.value.bodyId);
  const isModerator = mayDo(actor, 'moderate-chat', found.value.bodyId);
  await input.enter(isModerator ? 'moderator' : isInsider ? 'insider' : 'public');
  const [session, messages] = await Promise.all([
    readSession(house, found.value),
    listNewestChatMessages(house.db, input.sessionId, chatHistory),
  ]);
  return accept({ session, messages: messages.map(toChatMessage) });
}
