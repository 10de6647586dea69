// Shows the newest chat messages of a session; removed ones are in no answer.
import { listNewestChatMessages } from '../../db/chat.ts';
import type { Actor } from '../contract/accounts.ts';
import { chatHistory } from '../contract/chat.ts';
import type { ChatMessage } from '../contract/chat.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import { toChatMessage } from './chat-view.ts';
import { findVisibleSession } from './find-visible-session.ts';
import type { House } from './house.ts';

/** The newest messages, oldest of them first. */
export async function listChat(
  house: House,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<{ items: ChatMessage[] }>> {
  const found = await findVisibleSession(house, actor, sessionId);
  if (!found.ok) return found;
  const messages = await listNewestChatMessages(house.db, sessionId, chatHistory);
  return accept({ items: messages.map(toChatMessage) });
}
