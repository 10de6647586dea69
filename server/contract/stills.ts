// What a picture of a recorded moment is asked by.
import { z } from 'zod';

export const stillQuerySchema = z.object({
  t: z.coerce.number().min(0).max(1_000_000).optional().describe('second of the playable timeline'),
  w: z
    .enum(['320', '640'])
    .default('320')
    .transform(Number)
    .describe('pixels across; only these two, so that pictures can be kept'),
});
export type StillQuery = z.infer<typeof stillQuerySchema>;
