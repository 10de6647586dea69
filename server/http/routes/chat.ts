// Routes of those who moderate a chat: its rules, and the messages that wait. Reading and writing go through the socket.
import { chatMessageSchema, chatRulesSchema, updateChatRulesSchema } from '../../contract/chat.ts';
import { approveChat, changeChatRules, listWaitingChat } from '../../usecases/chat-rules.ts';
import type { House } from '../../usecases/house.ts';
import { route, type Route } from '../route.ts';
import { chatListSchema, messageParams, sessionParams } from './answers.ts';

const subject = 'Chat';

/** Moderation. */
export function chatRoutes(house: House): Route[] {
  return [
    route({
      method: 'patch',
      path: '/api/sessions/{id}/chat',
      subject,
      summary:
        'Change the rules of the chat: open, by approval or off, and the seconds between two messages of a visitor',
      access: 'moderate-chat',
      params: sessionParams,
      body: updateChatRulesSchema,
      status: 200,
      answer: chatRulesSchema,
      refusals: ['invalid-input', 'session-not-found', 'not-allowed'],
      handle: ({ params, body }, asker) => changeChatRules(house, asker.actor, params.id, body),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/chat/waiting',
      subject,
      summary: 'Messages that wait to be let through, oldest first',
      access: 'moderate-chat',
      params: sessionParams,
      status: 200,
      answer: chatListSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => listWaitingChat(house, asker.actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/chat/{messageId}/approve',
      subject,
      summary: 'Let a message through; to reject it, remove it',
      access: 'moderate-chat',
      params: messageParams,
      status: 200,
      answer: chatMessageSchema,
      refusals: ['session-not-found', 'message-not-found', 'not-allowed'],
      handle: ({ params }, asker) => approveChat(house, asker.actor, params.id, params.messageId),
    }),
  ];
}
