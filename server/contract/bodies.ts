// The council and its committees as outsiders see them.
import { z } from 'zod';

export const bodySchema = z.object({ id: z.string(), name: z.string(), type: z.string().nullable() });
export type Body = z.infer<typeof bodySchema>;

export const bodyListSchema = z.object({ items: z.array(bodySchema) });
