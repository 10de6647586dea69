// Every refusal of the origin, in words for a person. Codes are those of the product's table of problems.
import type { Problem } from './respond.ts';

export const noSuchAddress: Problem = {
  status: 404,
  code: 'not-found',
  title: 'Not found',
  detail: 'There is nothing at this address.',
};

export const noSuchSession: Problem = {
  status: 404,
  code: 'session-not-found',
  title: 'Session not found',
  detail: 'There is no session with this id.',
};

/** The session is on, its first picture has not arrived. */
export const nothingYet: Problem = {
  status: 404,
  code: 'not-found',
  title: 'Nothing recorded yet',
  detail: 'This session has no pictures yet. Try again in a second.',
  retryAfterMs: 1000,
};

export const nothingRecorded: Problem = {
  status: 404,
  code: 'not-found',
  title: 'Nothing recorded',
  detail: 'This session has no recording.',
};

/** A gap of the playlist (EXT-X-GAP): another quality may have it. */
export const notRecorded: Problem = {
  status: 410,
  code: 'not-recorded',
  title: 'Not recorded in this quality',
  detail: 'The disk had no room for this quality at that moment. Another one has it.',
};

export const notEnded: Problem = {
  status: 404,
  code: 'not-found',
  title: 'The session has not ended',
  detail: 'A recording can be downloaded when its session has ended.',
};

export const onlyReading: Problem = {
  status: 405,
  code: 'method-not-allowed',
  title: 'Method not allowed',
  detail: 'Only GET, HEAD and OPTIONS are answered here.',
};

/** RFC 8216bis 6.2.5.2: the wait lasted three target durations. */
export const nothingNew: Problem = {
  status: 503,
  code: 'unavailable',
  title: 'Nothing new',
  detail: 'No new picture or sound has arrived. Try again.',
  retryAfterMs: 1000,
};

export const cannotRead: Problem = {
  status: 503,
  code: 'unavailable',
  title: 'Recording cannot be read',
  detail: 'This piece of the recording cannot be read just now. Try again.',
  retryAfterMs: 2000,
};

export const stopping: Problem = {
  status: 503,
  code: 'unavailable',
  title: 'Server is stopping',
  detail: 'The server is stopping. Try again in a moment.',
  retryAfterMs: 2000,
};

export const somethingBroke: Problem = {
  status: 500,
  code: 'internal',
  title: 'Internal error',
  detail: 'Something went wrong here. It has been logged.',
};

export const noSuchRange: Problem = {
  status: 416,
  code: 'bad-request',
  title: 'Range not satisfiable',
  detail: 'The asked range lies beyond the end.',
};

/** A stretch of the recording was taken out of public view; the session's page says why. */
export const pieceWithheld: Problem = {
  status: 410,
  code: 'withheld',
  title: 'Withheld',
  detail: 'This part of the recording is not public. The page of the session says by which decision.',
};

export const pieceDestroyed: Problem = {
  status: 410,
  code: 'withheld',
  title: 'Removed',
  detail: 'This part of the recording does not exist any more. The page of the session says by which decision.',
};

export function withheld(reason: string): Problem {
  return { status: 410, code: 'withheld', title: 'Withheld', detail: 'This session is not public any more.', reason };
}

export function badDirective(detail: string): Problem {
  return { status: 400, code: 'bad-request', title: 'Bad request', detail };
}
