// A stored chat message as the outside sees it. Pure.
import type { StoredChatMessage } from '../../db/chat.ts';
import type { ChatMessage } from '../contract/chat.ts';
import { toInstant } from '../contract/instants.ts';

/** The message without what only the server keeps. */
export function toChatMessage({ id, sessionId, displayName, text, atMs }: StoredChatMessage): ChatMessage {
  return { id, sessionId, displayName, text, at: toInstant(atMs) };
}
