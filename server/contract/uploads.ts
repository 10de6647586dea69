// Recordings sent as files (tus 1.0.0), and what becomes of them.
import { z } from 'zod';
import { instantSchema } from './instants.ts';

/** `take`: the recording of a past session. `feed`: played as if an encoder sent it. */
export const uploadPurposes = ['take', 'feed'] as const;
export const uploadPurposeSchema = z.enum(uploadPurposes);
export type UploadPurpose = z.infer<typeof uploadPurposeSchema>;

/**
 * `uploading`: bytes are missing. `waiting`: all are there, the file is not looked at yet. `working`: a take is being made.
 * `ready`: it can be played. `done`: the take is in the archive, the file is gone. `failed`: see `problem`.
 */
export const uploadStates = ['uploading', 'waiting', 'working', 'ready', 'done', 'failed'] as const;
export const uploadStateSchema = z.enum(uploadStates);
export type UploadState = z.infer<typeof uploadStateSchema>;

export const uploadProblems = [
  'file-not-media',
  'file-lies',
  'file-cut-off',
  'file-codec',
  'file-picture-too-large',
  'file-unreadable',
  'file-no-picture',
  'file-too-long',
  'take-failed',
  'take-stuck',
  'session-taken',
] as const;
export const uploadProblemSchema = z.enum(uploadProblems);
export type UploadProblem = z.infer<typeof uploadProblemSchema>;

export const uploadSchema = z.object({
  id: z.string(),
  fileName: z.string().describe('as the sender named it; for people only'),
  bytes: z.number().int(),
  receivedBytes: z.number().int(),
  purpose: uploadPurposeSchema,
  heldAt: instantSchema.nullable().describe('when the recording began; of a take only'),
  state: uploadStateSchema,
  progress: z.number().min(0).max(1).nullable().describe('how much of the take is made; null where unknown'),
  isGentle: z.boolean().describe('a session is on air: the take is made no faster than the film lasts'),
  problem: z
    .object({
      code: uploadProblemSchema,
      detail: z.string(),
      fact: z.string().nullable().describe('what belongs to it: a codec, a size, the two kinds'),
    })
    .nullable(),
  goesAt: instantSchema.nullable().describe('the file is removed then if nobody touches it'),
});
export type Upload = z.infer<typeof uploadSchema>;

export const uploadListSchema = z.object({
  items: z.array(uploadSchema),
  limitBytes: z.number().int().describe('the largest file that is taken; 0: none is'),
});
export type UploadList = z.infer<typeof uploadListSchema>;

/** What a sender says of a file in `Upload-Metadata` (tus creation). */
export const uploadMetadataSchema = z.object({
  filename: z.string().trim().min(1).max(255).describe('the name of the file'),
  purpose: uploadPurposeSchema.default('take'),
  heldAt: instantSchema.optional().describe('when the recording began; left out: when the session was scheduled'),
});

/** The headers of a creation, as they come. */
export const uploadHeadersSchema = z.object({
  'tus-resumable': z.literal('1.0.0'),
  'upload-length': z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .describe('the length of the file in bytes'),
  'upload-metadata': z
    .string()
    .max(4096)
    .describe('filename, and if need be purpose (take or feed) and heldAt, each value in base64'),
});
