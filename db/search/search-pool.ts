// A few search workers behind the reader's interface. A worker that dies is replaced; its open questions are rejected.
import { Worker } from 'node:worker_threads';
import type { SearchReader } from './search-index.ts';
import type { SearchCall, SearchReply } from './search-worker.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Desk {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

type Method = SearchCall['method'];

/** Starts `workers` threads (at least one) on a database file that `openDatabase` has opened before. */
export function createSearchPool(options: { file: string; workers: number }): SearchReader {
  const pool = new SearchPool(options.file, Math.max(1, options.workers));
  return {
    search: (...input) => pool.ask<'search'>('search', input),
    facets: (...input) => pool.ask<'facets'>('facets', input),
    complete: (...input) => pool.ask<'complete'>('complete', input),
    vocabulary: (...input) => pool.ask<'vocabulary'>('vocabulary', input),
    close: () => pool.close(),
  };
}

class SearchPool {
  private readonly file: string;
  private readonly desks: Desk[];
  private lastId = 0;
  private isClosed = false;

  constructor(file: string, workers: number) {
    this.file = file;
    this.desks = Array.from({ length: workers }, () => this.openDesk());
  }

  /** Puts a question to the worker with the fewest open ones. */
  ask<M extends Method>(method: M, input: Parameters<SearchReader[M]>): ReturnType<SearchReader[M]> {
    const answer = new Promise<unknown>((resolve, reject) => {
      const desk = this.desks.toSorted((a, b) => a.waiting.size - b.waiting.size)[0];
      if (this.isClosed || desk === undefined) {
        reject(new Error('The search is closed.'));
        return;
      }
      const id = ++this.lastId;
      desk.waiting.set(id, { resolve, reject });
      desk.worker.postMessage({ id, method, input });
    });
    // The worker answers a call with what the same method of the reader answers (see search-worker.ts).
    return answer as ReturnType<SearchReader[M]>;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.desks.map((desk) => desk.worker.terminate()));
  }

  private openDesk(): Desk {
    // Compiled, this file is .js and so is the worker beside it; under a loader for TypeScript both are .ts.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const worker = new Worker(new URL(`./search-worker.${extension}`, import.meta.url), {
      workerData: { file: this.file },
    });
    const desk: Desk = { worker, waiting: new Map() };
    let failure = new Error('The search was closed before it answered.');
    worker.on('message', (reply: SearchReply) => settle(desk, reply));
    worker.on('error', (error) => {
      failure = new Error('A search worker failed.', { cause: error });
    });
    worker.on('exit', () => {
      for (const waiting of desk.waiting.values()) waiting.reject(failure);
      desk.waiting.clear();
      this.replaceDesk(desk);
    });
    return desk;
  }

  /** Only a worker that had begun to answer is replaced at once; see `ask`, which needs a desk to be there. */
  private replaceDesk(desk: Desk): void {
    const index = this.desks.indexOf(desk);
    if (this.isClosed || index === -1) return;
    this.desks[index] = this.openDesk();
  }
}

function settle(desk: Desk, reply: SearchReply): void {
  const waiting = desk.waiting.get(reply.id);
  desk.waiting.delete(reply.id);
  if (waiting === undefined) return;
  if ('error' in reply) waiting.reject(new Error(`Searching failed: ${reply.error}`));
  else waiting.resolve(reply.value);
}
