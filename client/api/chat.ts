// What staff may do to the chat over HTTP; sending and reading go through the socket.
import { queryOptions } from '@tanstack/react-query';
import type { ChatMessage, ChatRules, UpdateChatRules } from '../../server/contract/chat.ts';
import { request } from './request.ts';

const pathOf = (sessionId: string) => `/api/sessions/${encodeURIComponent(sessionId)}/chat`;

/** Takes a message out of the chat, or rejects one that waits (staff). */
export function removeMessage(sessionId: string, messageId: string): Promise<void> {
  return request(`${pathOf(sessionId)}/${encodeURIComponent(messageId)}`, { method: 'DELETE' });
}

/** Lets a message through. */
export function approveMessage(sessionId: string, messageId: string): Promise<ChatMessage> {
  return request(`${pathOf(sessionId)}/${encodeURIComponent(messageId)}/approve`, { method: 'POST' });
}

/** Changes the rules of the chat; what is left out stays. */
export function changeChatRules(sessionId: string, change: UpdateChatRules): Promise<ChatRules> {
  return request(pathOf(sessionId), { method: 'PATCH', body: change });
}

/** The messages that wait; the socket tells when there are others. */
export function waitingChatQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['chat-waiting', sessionId],
    queryFn: ({ signal }) => request<{ items: ChatMessage[] }>(`${pathOf(sessionId)}/waiting`, { signal }),
    select: (answer) => answer.items,
  });
}
