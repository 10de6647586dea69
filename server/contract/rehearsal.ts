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

/** What is tried, in the order of the list. */
export const rehearsalPoints = [
  'feed',
  'picture',
  'keyframes',
  'black',
  'frozen',
  'sound',
  'silence',
  'clipping',
  'drift',
  'bitrate',
  'real-time',
  'disk',
  'clock',
] as const;
export const rehearsalPointSchema = z.enum(rehearsalPoints);
export type RehearsalPoint = z.infer<typeof rehearsalPointSchema>;

export const rehearsalResultSchema = z.object({
  id: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  by: z.string().describe('who rehearsed'),
  passed: z.boolean().describe('every point did'),
  points: z.array(
    z.object({
      point: rehearsalPointSchema,
      passed: z.boolean(),
      fact: z.string().nullable().describe('what was measured, with its unit'),
      detail: z.string().nullable().describe('what to do, where it failed'),
    }),
  ),
});
export type RehearsalResult = z.infer<typeof rehearsalResultSchema>;

export const rehearsalSchema = z.object({
  running: z
    .object({ startedAt: z.string(), by: z.string(), seconds: z.number(), ofSeconds: z.number() })
    .nullable()
    .describe('how far a rehearsal has come that goes on now'),
  last: rehearsalResultSchema.nullable().describe('the last one that came to its end'),
});
export type Rehearsal = z.infer<typeof rehearsalSchema>;
