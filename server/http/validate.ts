// Turns what a request carries into checked input, or into an `invalid-input` refusal that names every fault.
import type { z } from 'zod';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';

/** What came over the wire, unchecked. */
export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

interface Schemas<Params, Query, Body> {
  readonly params: z.ZodType<Params> | undefined;
  readonly query: z.ZodType<Query> | undefined;
  readonly body: z.ZodType<Body> | undefined;
}

/** Deeper than anything the product takes; what checks it calls itself once a level and would run out of stack. */
const deepestInput = 64;

/** Looks level by level, so that the depth costs no stack. */
function isDeeperThan(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap(partsOf);
    if (level.length === 0) return false;
  }
  return true;
}

/** Bytes of a file are no parts. */
function partsOf(value: unknown): unknown[] {
  return value === null || typeof value !== 'object' || ArrayBuffer.isView(value) ? [] : Object.values(value);
}

/** Checks the three parts of a request; all faults are reported together. A part without a schema is not passed on. */
export function readInput<Params, Query, Body>(
  schemas: Schemas<Params, Query, Body>,
  raw: RawInput,
): Outcome<{ params: Params; query: Query; body: Body }> {
  if (isDeeperThan(raw.body, deepestInput)) {
    return refuse('invalid-input', `The request is nested deeper than ${deepestInput} levels.`);
  }
  const params = schemas.params?.safeParse(raw.params);
  const query = schemas.query?.safeParse(withoutEmptyValues(raw.query));
  const body = schemas.body?.safeParse(raw.body);
  const errors = [...faults('path', params), ...faults('query', query), ...faults('', body)];
  if (errors.length > 0) {
    return refuse('invalid-input', `The request cannot be used: ${errors[0]?.path} ${errors[0]?.detail}`, { errors });
  }
  // A part that has no schema has the type its handler never looks at.
  return accept({
    params: params?.data as Params,
    query: query?.data as Query,
    body: body?.data as Body,
  });
}

const maxReportedFaults = 50;

function faults(part: string, result: z.ZodSafeParseResult<unknown> | undefined): { path: string; detail: string }[] {
  return (result?.error?.issues ?? []).slice(0, maxReportedFaults).map((issue) => ({
    path: [part, ...issue.path.map(String)].filter((step) => step !== '').join('.') || 'body',
    detail: issue.message,
  }));
}

/** `?body=&from=` says nothing about body and from. */
function withoutEmptyValues(query: unknown): unknown {
  if (query === null || typeof query !== 'object') return {};
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}
