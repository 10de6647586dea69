// The trail as it is read: who did what and when, from which value to which.
import { z } from 'zod';
import { instantSchema } from './instants.ts';

export const auditQuerySchema = z.object({
  session: z.string().max(200).optional(),
  actor: z.string().max(254).optional().describe('part of who it was'),
  action: z
    .string()
    .regex(/^[a-z.-]+$/)
    .max(100)
    .optional()
    .describe('how the action begins: `account.`, `session.go-live`, `account.sign` for sign-ins and sign-outs'),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditEntrySchema = z.object({
  id: z.string(),
  at: instantSchema,
  actor: z.string(),
  action: z.string(),
  sessionId: z.string().nullable(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  reason: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditPageSchema = z.object({
  items: z.array(auditEntrySchema),
  names: z.record(z.string(), z.string()).describe('what the ids in these entries are called now'),
  nextCursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;
