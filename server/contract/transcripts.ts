// The answer to an uploaded transcript: how much was kept, and what was not.
import { z } from 'zod';

export const transcriptResultSchema = z.object({
  cueCount: z.number().int(),
  problems: z
    .array(z.object({ line: z.number().int(), detail: z.string() }))
    .describe('cues that were left out or repaired, with the line they stand in'),
});
export type TranscriptResult = z.infer<typeof transcriptResultSchema>;
