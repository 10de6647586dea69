// Writes answers: values as JSON or text, refusals as RFC 9457 problem documents.
import type { Response } from 'express';
import type { FileAnswer, StoredFileAnswer } from '../contract/files.ts';
import { problemStatus } from '../contract/problems.ts';
import type { Problem, ProblemCode, Refusal } from '../contract/problems.ts';
import type { RouteDescription } from './route.ts';
import { redirectSchema } from './routes/answers.ts';

/** A page and its back button need no second look; a session that is withheld leaves the browsers soon after. */
const pictureAgeSeconds = 60;

/** Sends the success of a route. */
export function sendValue(response: Response, route: RouteDescription, value: unknown): void {
  response.status(route.status);
  if (route.status === 302) response.redirect(302, redirectSchema.parse(value).location);
  else if (route.status === 204) response.end();
  else if (route.answerType === undefined || route.answerType === 'application/json') response.json(value);
  else if (route.answerType === 'application/octet-stream') sendFile(response, value as FileAnswer | StoredFileAnswer);
  else if (route.answerType === 'image/jpeg') {
    response.set('Cache-Control', `private, max-age=${pictureAgeSeconds}`).type('image/jpeg').send(value);
  } else response.type(`${route.answerType}; charset=utf-8`).send(value);
}

/** Downloads, but for what a browser shows in a viewer of its own: a page of ours is never made of what a file holds. */
function sendFile(response: Response, file: FileAnswer | StoredFileAnswer): void {
  response.attachment(file.name).type(file.type);
  if ('isShown' in file && file.isShown === true) {
    response.set('Content-Security-Policy', "frame-ancestors 'none'");
    response.set('Content-Disposition', String(response.get('Content-Disposition')).replace(/^attachment/u, 'inline'));
  }
  if ('bytes' in file) response.send(Buffer.from(file.bytes));
  else response.sendFile(file.path, { dotfiles: 'allow', cacheControl: false });
}

/** Sends a refusal. A state that says when to come back also says so in `Retry-After`. */
export function sendRefusal(response: Response, refusal: Refusal): void {
  const problem = toProblem(refusal);
  if (refusal.retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(refusal.retryAfterMs / 1000)));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** The problem document of a refusal (RFC 9457 section 3). */
export function toProblem(refusal: Refusal): Problem {
  return {
    type: `/problems/${refusal.code}`,
    title: titleOf(refusal.code),
    status: problemStatus[refusal.code],
    detail: refusal.detail,
    code: refusal.code,
    ...(refusal.reason === undefined ? {} : { reason: refusal.reason }),
    ...(refusal.retryAfterMs === undefined ? {} : { retryAfterMs: refusal.retryAfterMs }),
    ...(refusal.errors === undefined ? {} : { errors: [...refusal.errors] }),
  };
}

function titleOf(code: ProblemCode): string {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
