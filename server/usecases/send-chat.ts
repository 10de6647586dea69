// Takes a chat message: cleaned, stored, then told to everyone who follows the session.
import { insertChatMessage } from '../../db/chat.ts';
import type { Actor } from '../contract/accounts.ts';
import type { ChatMessage, SendChat } from '../contract/chat.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { cleanChatContent, isChatOpen } from '../domain/chat-rules.ts';
import { mayDo } from '../domain/permissions.ts';
import { toChatMessage } from './chat-view.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';
import type { Visitor } from './slow-mode.ts';

/** The name of those who give none. */
export const defaultChatName = 'Ospite';

/**
 * Refuses with `chat-closed` while the session is not live or its chat is off, with `slow-down` within slow mode. Where
 * messages need approval it waits, unseen; whoever moderates here needs none, and no patience.
 */
export async function sendChat(
  house: House,
  actor: Actor,
  input: SendChat,
  visitor: Visitor,
): Promise<Outcome<{ message: ChatMessage; waits: boolean }>> {
  const found = await findVisibleSession(house, actor, input.sessionId);
  if (!found.ok) return found;
  if (!isChatOpen(found.value.state)) {
    return refuse('chat-closed', 'The chat is open while the session is live.');
  }
  const { bodyId, chat } = found.value;
  if (chat.mode === 'off') return refuse('chat-closed', 'The chat of this session is off.');
  const content = cleanChatContent(input, defaultChatName);
  if (!content.ok) return content;
  const isModerator = mayDo(actor, 'moderate-chat', bodyId);
  const retryAfterMs = isModerator ? 0 : visitor.waitMs(chat.slowSeconds);
  if (retryAfterMs > 0) {
    const detail = `One message every ${chat.slowSeconds} seconds may be sent here; wait a moment.`;
    return refuse('slow-down', detail, { retryAfterMs });
  }
  // Before anything is awaited: messages that are sent together are not let through together.
  visitor.wrote();
  const stored = { id: house.newId(), sessionId: input.sessionId, ...content.value, atMs: house.now() };
  const waits = chat.mode === 'approval' && !isModerator;
  await insertChatMessage(house.db, { ...stored, waits });
  const message = toChatMessage(stored);
  const { sessionId } = input;
  if (waits) house.broadcast({ name: 'chat:waiting', sessionId, data: { sessionId } });
  else house.broadcast({ name: 'chat:message', sessionId, data: message });
  return accept({ message, waits });
}
