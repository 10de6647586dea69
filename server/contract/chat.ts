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

export const chatMessageSchema = z.object({
  id: z.string(),
  sessionId: z.string(),
  displayName: z.string(),
  text: z.string(),
  at: instantSchema,
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;
