// The rules of a session's chat, and the messages that wait to be let through. Whoever moderates decides; everyone reads the rules.
import { approveChatMessage, findChatMessage, listWaitingChatMessages, writeChatRules } from '../../db/chat.ts';
import { inTransaction } from '../../db/open.ts';
import { indexSession } from '../../db/search/index-session.ts';
import type { Actor } from '../contract/accounts.ts';
import type { ChatMessage, ChatRules, UpdateChatRules } from '../contract/chat.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import { toChatMessage } from './chat-view.ts';
import { findSessionFor } from './find-visible-session.ts';
import type { House } from './house.ts';
import { writeAudit } from './write-audit.ts';

/** Fields left out stay as they are. Messages that wait go on waiting, whatever the rules become. */
export async function changeChatRules(
  house: House,
  actor: Actor,
  sessionId: string,
  input: UpdateChatRules,
): Promise<Outcome<ChatRules>> {
  const found = await findSessionFor(house, actor, 'moderate-chat', sessionId);
  if (!found.ok) return found;
  const before = found.value.chat;
  const after = { mode: input.mode ?? before.mode, slowSeconds: input.slowSeconds ?? before.slowSeconds };
  if (after.mode === before.mode && after.slowSeconds === before.slowSeconds) return accept(after);
  const atMs = house.now();
  await inTransaction(house.db, async (db) => {
    await writeChatRules(db, sessionId, after);
    await writeAudit(house, db, actor, { action: 'chat.rules-changed', sessionId, atMs, before, after });
  });
  house.broadcast({ name: 'chat:changed', sessionId, data: { sessionId } });
  return accept(after);
}

/** The messages that wait, oldest first. */
export async function listWaitingChat(
  house: House,
  actor: Actor,
  sessionId: string,
): Promise<Outcome<{ items: ChatMessage[] }>> {
  const found = await findSessionFor(house, actor, 'moderate-chat', sessionId);
  if (!found.ok) return found;
  const items = await listWaitingChatMessages(house.db, sessionId);
  return accept({ items: items.map(toChatMessage) });
}

/** Lets a message through; one that is through already changes nothing, one that was removed stays removed. */
export async function approveChat(
  house: House,
  actor: Actor,
  sessionId: string,
  messageId: string,
): Promise<Outcome<ChatMessage>> {
  const found = await findSessionFor(house, actor, 'moderate-chat', sessionId);
  if (!found.ok) return found;
  const message = await findChatMessage(house.db, messageId);
  if (message === null || message.sessionId !== sessionId || message.removed) {
    return refuse('message-not-found', 'There is no such message in this session.');
  }
  const shown = toChatMessage(message);
  const atMs = house.now();
  const isNew = await inTransaction(house.db, async (db) => {
    if (!(await approveChatMessage(db, messageId))) return false;
    await indexSession(db, sessionId, { parts: ['chat'] });
    await writeAudit(house, db, actor, { action: 'chat.approved', sessionId, atMs, after: { messageId } });
    return true;
  });
  if (isNew) {
    house.broadcast({ name: 'chat:message', sessionId, data: shown });
    house.broadcast({ name: 'chat:waiting', sessionId, data: { sessionId } });
  }
  return accept(shown);
}
