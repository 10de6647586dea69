// Which refusals the texts explain wherever a page has no better words for them.
import type { ProblemCode } from '../../server/contract/problems.ts';

/** The keys of `problems.codes` in the texts. */
export const plainCodes = [
  'bad-request',
  'invalid-input',
  'foreign-origin',
  'not-found',
  'method-not-allowed',
  'mark-not-found',
  'message-not-found',
  'body-not-found',
  'entry-not-found',
  'range-not-found',
  'upload-not-found',
  'webhook-not-found',
  'setup-done',
  'second-factor-needed',
  'withheld',
  'not-recorded',
  'unsupported-media-type',
  'bad-upload',
  'camera-taken',
  'doors-closed',
  'chat-closed',
  'disk-full',
] as const satisfies readonly ProblemCode[];
