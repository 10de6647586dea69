// The answer to an uploaded transcript: how much was kept, and what was not.
import { z } from 'zod';
import { lineProblemSchema } from './line-problems.ts';

export const transcriptResultSchema = z.object({
  cueCount: z.number().int(),
  problems: z.array(lineProblemSchema).describe('cues that were left out or repaired, with the line they stand in'),
});
export type TranscriptResult = z.infer<typeof transcriptResultSchema>;
