// Turns what Express and its body parsers throw into refusals. Anything unknown is `internal` and says nothing about itself.
import type { Refusal } from '../contract/problems.ts';

/** The refusal a thrown error stands for. */
export function explainError(error: unknown): Refusal {
  const { type, status } = traits(error);
  if (type === 'entity.parse.failed') return { code: 'bad-request', detail: 'The body is not valid JSON.' };
  if (type === 'entity.too.large')
    return { code: 'too-large', detail: 'The body is larger than this address accepts.' };
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return {
      code: 'unsupported-media-type',
      detail: 'The body’s character set or compression is not supported; use UTF-8.',
    };
  }
  if (status === 404) return { code: 'not-found', detail: 'There is nothing at this address.' };
  if (status >= 400 && status < 500) return { code: 'bad-request', detail: 'The request cannot be read.' };
  return { code: 'internal', detail: 'Something went wrong on the server; it has been logged.' };
}

function traits(error: unknown): { type: string; status: number } {
  if (error === null || typeof error !== 'object') return { type: '', status: 500 };
  return {
    type: 'type' in error ? String(error.type) : '',
    status: 'status' in error && typeof error.status === 'number' ? error.status : 500,
  };
}
