// A thread that answers plans with a read-only connection of its own, so that no query stalls the loop that serves video.
import { parentPort, workerData } from 'node:worker_threads';
import { createSearchReader } from './search-reader.ts';
import type { SearchReader } from './search-index.ts';

/** What the pool asks: a method of the reader and its arguments. */
export type SearchCall = {
  [Method in 'search' | 'facets' | 'complete' | 'vocabulary']: {
    id: number;
    method: Method;
    input: Parameters<SearchReader[Method]>;
  };
}['search' | 'facets' | 'complete' | 'vocabulary'];

/** What the worker answers: a value, or the message of an error. */
export type SearchReply = { id: number; value: unknown } | { id: number; error: string };

const { file } = workerData as { file: string };
const reader = createSearchReader(file);

parentPort?.on('message', (call: SearchCall) => {
  answer(call).then(
    (value) => parentPort?.postMessage({ id: call.id, value } satisfies SearchReply),
    (error: unknown) => parentPort?.postMessage({ id: call.id, error: String(error) } satisfies SearchReply),
  );
});

async function answer(call: SearchCall): Promise<unknown> {
  switch (call.method) {
    case 'search':
      return reader.search(...call.input);
    case 'facets':
      return reader.facets(...call.input);
    case 'complete':
      return reader.complete(...call.input);
    case 'vocabulary':
      return reader.vocabulary(...call.input);
  }
}
