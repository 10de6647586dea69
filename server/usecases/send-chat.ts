// Takes a chat message: cleaned, stored, then told to everyone who follows the session.
import { insertChatMessage } from '../../db/chat.ts';
import type { Actor } from '../contract/accounts.ts';
import type { ChatMessage, SendChat } from '../contract/chat.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { cleanChatContent, isChatOpen } from '../domain/chat-rules.ts';
import { toChatMessage } from './chat-view.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';

/** The name of those who give none. */
export const defaultChatName = 'Ospite';

/** Refuses with `chat-closed` while the session is not live. */
export async function sendChat(house: House, actor: Actor, input: SendChat): Promise<Outcome<ChatMessage>> {
  const found = await findVisibleSession(house, actor, input.sessionId);
  if (!found.ok) return found;
  if (!isChatOpen(found.value.state)) {
    return refuse('chat-closed', 'The chat is open while the session is live.');
  }
  const content = cleanChatContent(input, defaultChatName);
  if (!content.ok) return content;
  const stored = { id: house.newId(), sessionId: input.sessionId, ...content.value, atMs: house.now() };
  await insertChatMessage(house.db, stored);
  const message = toChatMessage(stored);
  house.broadcast({ name: 'chat:message', sessionId: input.sessionId, data: message });
  return accept(message);
}
