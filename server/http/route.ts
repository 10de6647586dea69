// One row of the table of routes: documentation, validation, permission and handler in one place, so that they cannot drift.
// Must not know Express.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Actor } from '../contract/accounts.ts';
import type { Access } from '../contract/permissions.ts';
import type { Outcome, ProblemCode } from '../contract/problems.ts';
import type { Costly } from '../usecases/address-pace.ts';
import { readInput } from './validate.ts';
import type { RawInput } from './validate.ts';

/** Who asks, from where, and what may be done with their sign-in cookie. */
export interface Asker {
  readonly actor: Actor;
  readonly address: string;
  /** What the browser calls itself, shortened. */
  readonly agent: string | null;
  readonly signInToken: string | null;
  /** The answer will carry this sign-in in its cookie. */
  keepSignIn(signIn: { token: string; expiresAtMs: number }): void;
  /** The answer will delete the cookie. */
  forgetSignIn(): void;
  /** The sealed flow of a sign-in that is under way at a provider of identities, kept by the browser meanwhile. */
  readonly flow: string | null;
  keepFlow(flow: string, lifetimeMs: number): void;
  forgetFlow(): void;
}

export type Method = 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';
export type MediaType =
  | 'application/atom+xml'
  | 'application/json'
  | 'application/octet-stream'
  | 'application/vnd.apple.mpegurl'
  | 'image/jpeg'
  | 'text/calendar'
  | 'text/css'
  | 'text/plain'
  | 'text/vtt';

/** What the OpenAPI document and Express need to know of a route. `path` is written `/api/sessions/{id}`. */
export interface RouteDescription {
  readonly method: Method;
  readonly path: string;
  readonly subject: string;
  readonly summary: string;
  /** Who may enter. `public`: anyone may ask (and staff may be answered more); everything else is refused to the public with 401. */
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly bodyType?: MediaType;
  /** The body is a file of at most so many bytes: it is written to the disk and handed on as an `IncomingFile`. */
  readonly fileLimit?: number;
  /** Headers that the request must carry, by their names in lower case. */
  readonly headers?: z.ZodType;
  /** The type of a body of any length, which the handler reads by itself. */
  readonly streamType?: string;
  readonly status: 200 | 201 | 204 | 302;
  /** What a success carries; left out for 204 and for text. */
  readonly answer?: z.ZodType;
  readonly answerType?: MediaType;
  readonly refusals: readonly ProblemCode[];
  /** It costs: one address may ask the public's part of it only so often. */
  readonly costs?: Costly;
}

/** A route ready to be served: validates what came in, then runs its handler. */
export interface Route extends RouteDescription {
  run(raw: RawInput, asker: Asker): Promise<Outcome<unknown>>;
  /** Instead of {@link run}: reads the request and, unless it refuses, writes the answer by itself. */
  readonly exchange?: (raw: RawInput, asker: Asker, exchange: Exchange) => Promise<Outcome<unknown>>;
}

/** A request and its answer as Node has them, for protocols that are no JSON. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

interface RouteSpec<Params, Query, Body, Answer> extends RouteDescription {
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly answer?: z.ZodType<Answer>;
  handle(input: { params: Params; query: Query; body: Body }, asker: Asker): Promise<Outcome<Answer>> | Outcome<Answer>;
}

/** Makes a route whose handler receives exactly what its schemas let through. */
export function route<Params, Query, Body, Answer>(spec: RouteSpec<Params, Query, Body, Answer>): Route {
  const { handle, ...description } = spec;
  return {
    ...description,
    async run(raw, asker) {
      const input = readInput({ params: spec.params, query: spec.query, body: spec.body }, raw);
      return input.ok ? handle(input.value, asker) : input;
    },
  };
}

interface ExchangeSpec<Params, Headers> extends RouteDescription {
  readonly params?: z.ZodType<Params>;
  readonly headers?: z.ZodType<Headers>;
  handle(input: { params: Params; headers: Headers }, asker: Asker, exchange: Exchange): Promise<Outcome<null>>;
}

/** Makes a route whose handler writes its answer by itself; refusals are problem documents like everywhere. */
export function exchangeRoute<Params, Headers>(spec: ExchangeSpec<Params, Headers>): Route {
  const { handle, ...description } = spec;
  const exchange: NonNullable<Route['exchange']> = async (raw, asker, around) => {
    const input = readInput({ params: spec.params, query: undefined, body: spec.headers }, raw);
    if (!input.ok) return input;
    return handle({ params: input.value.params, headers: input.value.body }, asker, around);
  };
  return {
    ...description,
    exchange,
    run: () => Promise.reject(new Error('this route writes its answers by itself')),
  };
}
