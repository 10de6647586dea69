// The one place that calls fetch: paths in, typed answers or typed errors out; knows no page and no React.
import type { Problem, ProblemCode } from '../../server/contract/problems.ts';

/** A refusal of the server (RFC 9457), or `unreachable` when no answer came at all. */
export class ApiError extends Error {
  readonly code: ProblemCode | 'unreachable' | 'unexpected';
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly problem: Problem | null;

  constructor(code: ApiError['code'], status: number, detail: string, problem: Problem | null = null) {
    super(detail);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.problem = problem;
  }
}

/** Values for a query string; undefined and empty ones are left out. */
export type QueryValues = Readonly<Record<string, string | number | undefined>>;

/** `/api/x` + `{a: 1}` → `/api/x?a=1`. */
export function withQuery(path: string, values: QueryValues): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Options of a request: the body is sent as JSON; the signal gives it up. */
export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** A body that is not JSON, with its content type. */
  text?: { content: string | Blob; type: string };
  signal?: AbortSignal | undefined;
}

/**
 * Sends a request to our own server and answers its JSON, undefined for an answer without a body.
 * The server is of the same build, so its answers are taken at their contract type without a second validation.
 * @throws ApiError with the problem's code, or `unreachable`; an AbortError when the signal fires.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const answer = await send(path, options);
  if (!answer.ok) throw await readProblem(answer);
  if (answer.status === 204) return undefined as T;
  return (await answer.json()) as T;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const init: RequestInit = { method: options.method ?? 'GET', headers: { Accept: 'application/json' } };
  if (options.body !== undefined) {
    init.headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
    init.body = JSON.stringify(options.body);
  }
  if (options.text !== undefined) {
    init.headers = { Accept: 'application/json', 'Content-Type': options.text.type };
    init.body = options.text.content;
  }
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(path, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError('unreachable', 0, `no answer from ${path}`);
  }
}

async function readProblem(answer: Response): Promise<ApiError> {
  const isProblem = answer.headers.get('Content-Type')?.includes('application/problem+json') ?? false;
  if (!isProblem) return new ApiError('unexpected', answer.status, `${answer.status} ${answer.statusText}`);
  const problem = (await answer.json()) as Problem;
  return new ApiError(problem.code as ProblemCode, answer.status, problem.detail, problem);
}
