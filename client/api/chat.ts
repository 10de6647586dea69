// What staff may do to chat messages over HTTP; sending and reading go through the socket.
import { request } from './request.ts';

/** Takes a message out of the chat (staff). */
export function removeMessage(sessionId: string, messageId: string): Promise<void> {
  return request(`/api/sessions/${encodeURIComponent(sessionId)}/chat/${encodeURIComponent(messageId)}`, {
    method: 'DELETE',
  });
}
