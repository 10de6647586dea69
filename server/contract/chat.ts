// Chat beside the picture: limits and messages.
import { z } from 'zod';
import { instantSchema } from './instants.ts';

export const maxChatText = 500;
export const maxChatName = 40;
export const chatHistory = 100;

export const sendChatSchema = z.object({
  sessionId: z.string().min(1).max(64),
  displayName: z.string().trim().max(maxChatName).optional(),
  text: z.string().trim().min(1).max(maxChatText),
});
export type SendChat = z.infer<typeof sendChatSchema>;

export const chatModes = ['open', 'approval', 'off'] as const;
export const chatRulesSchema = z.object({
  mode: z.enum(chatModes).describe('`approval`: messages wait until a moderator lets them through'),
  slowSeconds: z.number().int().min(0).max(600).describe('seconds between two messages of a visitor; 0: no slow mode'),
});
/** The rules of a session's chat; whoever moderates it is bound by none but `off`. */
export type ChatRules = z.infer<typeof chatRulesSchema>;

export const updateChatRulesSchema = chatRulesSchema.partial().describe('fields left out stay as they are');
export type UpdateChatRules = z.infer<typeof updateChatRulesSchema>;

export const chatMessageSchema = z.object({
  id: z.string(),
  sessionId: z.string(),
  displayName: z.string(),
  text: z.string(),
  at: instantSchema,
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;
