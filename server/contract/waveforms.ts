// How loud a stretch of a recording is, for drawing it.
import { z } from 'zod';

const second = z.coerce.number().min(0).max(1_000_000);

export const waveformQuerySchema = z.object({
  from: second.default(0).describe('second of the playable timeline'),
  until: second.optional().describe('left out: its end'),
  points: z.coerce.number().int().min(1).max(2000).default(1000).describe('so many values, evenly spread'),
});
export type WaveformQuery = z.infer<typeof waveformQuerySchema>;

export const waveformSchema = z.object({
  state: z.enum(['ready', 'making', 'none']).describe('making: ask again soon; none: there is no sound'),
  progress: z.number().describe('0 to 1, while it is being made'),
  fromSeconds: z.number(),
  untilSeconds: z.number(),
  peaks: z.array(z.number().int()).describe('0 silence to 255 full'),
});
export type Waveform = z.infer<typeof waveformSchema>;
