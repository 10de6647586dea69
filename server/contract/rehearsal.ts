// What staff see and try before anything is public: the preview.
import { z } from 'zod';

/** Where the preview plays for half a minute more. */
export const previewSchema = z.object({
  hls: z
    .string()
    .nullable()
    .describe('path of the playlist, for staff only; null on air, behind closed doors and afterwards'),
});
export type Preview = z.infer<typeof previewSchema>;
