// The feed of a session as the desk sees it: where the encoder connects, and how it is doing.
import { z } from 'zod';

export const feedStatuses = ['waiting', 'receiving', 'stalled', 'lost'] as const;
export const feedStatusSchema = z.enum(feedStatuses);
export type FeedStatus = z.infer<typeof feedStatusSchema>;

export const feedHealthSchema = z.object({
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  framesPerSecond: z.number().nullable(),
  kilobitsPerSecond: z.number().nullable(),
  keyframeIntervalSeconds: z.number().nullable(),
  receivingSince: z.string().nullable(),
  remoteAddress: z.string().nullable(),
  problems: z
    .array(
      z.object({
        code: z.string(),
        detail: z.string().describe('what is wrong and its cure'),
        fact: z.string().nullable().describe('the codec, the seconds … that belong to the code'),
      }),
    )
    .describe('empty when all is well'),
});
export type FeedHealth = z.infer<typeof feedHealthSchema>;

export const feedSchema = z.object({
  rtmp: z.object({ url: z.string(), streamKey: z.string() }),
  srt: z.object({ url: z.string() }).nullable(),
  status: feedStatusSchema,
  health: feedHealthSchema,
  recording: z.boolean().describe('a take is being recorded right now'),
});
export type Feed = z.infer<typeof feedSchema>;
