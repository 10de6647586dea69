// Rules of the chat: what a message may look like, when the chat is open, and how fast anyone may write. Pure.
import { maxChatName, maxChatText } from '../contract/chat.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { SessionState } from '../contract/sessions.ts';

/** Is the chat open in this state of the session? */
export function isChatOpen(state: SessionState): boolean {
  return state === 'live';
}

/** A message as it may be stored and shown. */
export interface ChatContent {
  readonly displayName: string;
  readonly text: string;
}

/**
 * Cleans a message: control characters and marks that turn the reading direction around are taken out, blanks trimmed.
 * Refuses with `invalid-input` an empty or too long text or name. `defaultName` stands in for a missing name.
 */
export function cleanChatContent(
  input: { displayName?: string | undefined; text: string },
  defaultName: string,
): Outcome<ChatContent> {
  const text = stripInvisible(input.text, keepsLineBreaks)
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  const name = stripInvisible(input.displayName ?? '', withoutLineBreaks)
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '') return refuse('invalid-input', 'The message is empty.');
  if (countCharacters(text) > maxChatText) {
    return refuse('invalid-input', `A message has at most ${maxChatText} characters.`);
  }
  if (countCharacters(name) > maxChatName)
    return refuse('invalid-input', `A name has at most ${maxChatName} characters.`);
  return accept({ displayName: name === '' ? defaultName : name, text });
}

/** How many may be spent at once, and how many come back each second. */
export interface BucketLimit {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Limits of the chat: each connection, and each address. */
export const connectionLimit: BucketLimit = { capacity: 5, perSecond: 1 };
export const addressLimit: BucketLimit = { capacity: 200, perSecond: 50 };

/** Joining costs queries: more than any page needs, less than a flood. */
export const joinLimit: BucketLimit = { capacity: 30, perSecond: 3 };

/** A bucket of tokens as it was at an instant (ms). */
export interface TokenBucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** A full bucket. */
export function fullBucket(limit: BucketLimit, nowMs: number): TokenBucket {
  return { tokens: limit.capacity, atMs: nowMs };
}

/** Takes one token. The bucket that comes back always replaces the old one; a refused try costs nothing. */
export function spendToken(
  bucket: TokenBucket,
  limit: BucketLimit,
  nowMs: number,
): { bucket: TokenBucket; allowed: true } | { bucket: TokenBucket; allowed: false; retryAfterMs: number } {
  // A clock that was set back gives nothing and takes nothing.
  const elapsedSeconds = Math.max(0, nowMs - bucket.atMs) / 1000;
  const tokens = Math.min(limit.capacity, bucket.tokens + elapsedSeconds * limit.perSecond);
  if (tokens >= 1 - rounding) return { bucket: { tokens: Math.max(0, tokens - 1), atMs: nowMs }, allowed: true };
  const retryAfterMs = Math.ceil(((1 - tokens) / limit.perSecond) * 1000);
  return { bucket: { tokens, atMs: nowMs }, allowed: false, retryAfterMs };
}

/** Is the bucket full again, so that it need not be remembered? */
export function isBucketFull(bucket: TokenBucket, limit: BucketLimit, nowMs: number): boolean {
  return bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 1000) * limit.perSecond >= limit.capacity;
}

/** Sums of fractions of a second may miss a whole token by this much. */
const rounding = 1e-9;

// C0 and C1 controls, soft hyphen, zero-width blanks, direction marks, embeddings, overrides and isolates, BOM, tags.
// The zero-width joiner (U+200D) stays: emoji are made with it.
const invisible =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu;
const keepsLineBreaks = (text: string): string => text.replace(/\r\n?|[\u2028\u2029]/gu, '\n').replace(/\t/gu, ' ');
const withoutLineBreaks = (text: string): string => text.replace(/[\r\n\t\u2028\u2029]+/gu, ' ');

function stripInvisible(text: string, unify: (text: string) => string): string {
  // Lone halves of a surrogate pair cannot be written as UTF-8 and are taken out too.
  return unify(text)
    .replace(invisible, '')
    .replace(/\p{Cs}/gu, '');
}

function countCharacters(text: string): number {
  return [...text].length;
}
