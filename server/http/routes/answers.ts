// Small answers that only HTTP gives.
import { z } from 'zod';
import type { FileAnswer, IncomingFile, StoredFileAnswer } from '../../contract/files.ts';
import { chatMessageSchema } from '../../contract/chat.ts';

export const chatListSchema = z.object({ items: z.array(chatMessageSchema) });
export const healthSchema = z.object({ status: z.enum(['ok', 'starting']) });

/** A way on: sent as a redirect, not as a body. */
export const redirectSchema = z.object({ location: z.string() });
/** A file; described in OpenAPI as what it is on the wire. */
export const fileAnswerSchema = z.custom<FileAnswer | StoredFileAnswer>();
/** A file that comes in, on the disk already. */
export const incomingFileSchema = z.custom<IncomingFile>((value) => value !== undefined, 'the file is missing');

const id = z.string().min(1).max(200);
export const sessionParams = z.object({ id });
export const accountParams = z.object({ id });
export const signInParams = z.object({ id });
export const tokenParams = z.object({ id });
export const webhookParams = z.object({ id });
export const markParams = z.object({ id, markId: id });
export const rangeParams = z.object({ id, rangeId: id });
export const versionParams = z.object({ id, version: z.coerce.number().int().min(1).max(1_000_000) });
export const messageParams = z.object({ id, messageId: id });
export const vttSchema = z.string().min(1).describe('a WebVTT document in UTF-8');

/** An Atom document. */
export const atomSchema = z.string().describe('an Atom feed (RFC 4287)');
