// The feed of a session as the desk sees it: where the encoder connects, and how it is doing.
import { z } from 'zod';

export const feedStatuses = ['waiting', 'receiving', 'stalled', 'lost'] as const;
export const feedStatusSchema = z.enum(feedStatuses);
export type FeedStatus = z.infer<typeof feedStatusSchema>;

export const feedKinds = ['rtmp', 'rtmps', 'srt', 'pull', 'camera', 'file', 'test'] as const;

/** Which of a session's two keys. */
export const renewKeySchema = z.object({ key: z.enum(['main', 'backup']).default('main') });

export const feedHealthSchema = z.object({
  kind: z.enum(feedKinds).nullable().describe('by which door it comes'),
  isBackup: z.boolean().describe('it came with the backup key'),
  hasStandby: z.boolean().describe('another encoder stands by and goes on when this one fails'),
  roundTripMs: z.number().nullable().describe('to the encoder and back; null where it cannot be known'),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  framesPerSecond: z.number().nullable(),
  kilobitsPerSecond: z.number().nullable(),
  keyframeIntervalSeconds: z.number().nullable(),
  droppedFrames: z.number().int().nullable().describe('pictures missing in the last minute, by the encoder’s clock'),
  soundDriftMs: z.number().nullable().describe('how much more than at the beginning sound lags behind the picture'),
  audioLevel: z
    .object({ peak: z.number(), rms: z.number() })
    .nullable()
    .describe('of the last second, in decibels below full scale (-120 to 0); null while no sound is decoded'),
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

export const sourceKinds = ['srt', 'pull', 'test', 'file', 'camera'] as const;

export const sourceProblems = [
  'source-forbidden',
  'source-untrusted',
  'source-refused',
  'source-not-found',
  'source-unreachable',
  'source-unreadable',
  'source-failed',
] as const;

/** A source that the server opens or fetches by itself. */
export const feedSourceSchema = z.object({
  kind: z.enum(sourceKinds),
  state: z
    .enum(['connecting', 'receiving', 'waiting', 'held', 'over'])
    .describe('waiting: its door is open; held: another encoder took over, start it again by hand'),
  from: z.string().nullable().describe('where it comes from, without credentials'),
  problem: z.object({ code: z.enum(sourceProblems), detail: z.string() }).nullable(),
});
export type FeedSource = z.infer<typeof feedSourceSchema>;
export const feedSourceListSchema = z.object({ items: z.array(feedSourceSchema) });

export const newSourceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pull'),
    address: z
      .string()
      .min(1)
      .max(2000)
      .describe('rtsp, rtsps, srt, http or https, with credentials if need be; kept locked'),
  }),
  z.object({ kind: z.literal('test') }),
]);
export type NewSource = z.infer<typeof newSourceSchema>;

export const stoppableSourceSchema = z.enum(['pull', 'test', 'file', 'camera']);
export type StoppableSource = z.infer<typeof stoppableSourceSchema>;

export const feedSchema = z.object({
  rtmp: z.object({ url: z.string(), streamKey: z.string(), backupKey: z.string() }),
  rtmps: z.object({ url: z.string() }).nullable().describe('with the same keys; null without a certificate'),
  srt: z.object({ url: z.string() }).nullable().describe('with its passphrase; null when no port is free'),
  sources: z.array(feedSourceSchema),
  status: feedStatusSchema,
  health: feedHealthSchema,
  recording: z.boolean().describe('a take is being recorded right now'),
});
export type Feed = z.infer<typeof feedSchema>;
