// Reads files in threads with a limit of time and memory: what a file does to its reader stays in that thread.
import { Worker } from 'node:worker_threads';
import type { DocumentFormat, TextState } from '../contract/documents.ts';
import type { AgendaLines } from '../contract/files.ts';
import { refuse, type Outcome } from '../contract/problems.ts';
import type { TextJob, TextNews } from './text-worker.ts';

/** The text of a document as far as it could be read. */
export interface ReadText {
  readonly state: Exclude<TextState, 'waiting'>;
  readonly pages: number | null;
  readonly texts: readonly { page: number; text: string }[];
  /** Why it is not whole, for the log. */
  readonly reason: string | null;
}

export interface TextReader {
  readDocument(file: string, format: DocumentFormat): Promise<ReadText>;
  readAgenda(bytes: Uint8Array): Promise<Outcome<AgendaLines>>;
  /** Ends every thread; what was being read is answered as not read. */
  close(): Promise<void>;
}

/** What one thread may use. `memoryMb` counts its heap and, roughly, what the process grows by meanwhile. */
export interface ReadingLimits {
  readonly timeMs: number;
  readonly memoryMb: number;
}

const standardLimits: ReadingLimits = { timeMs: 120_000, memoryMb: 768 };
/** No document of a session says more; the rest of a longer one is not kept. */
const maxCharacters = 20_000_000;
/** How often the growth of the process is looked at: unpacked bytes stand outside every heap. */
const memoryLookMs = 250;

// Compiled, this file is .js and so is the worker beside it; under a loader for TypeScript both are .ts.
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const ownThread = new URL(`./text-worker.${extension}`, import.meta.url);

/** Makes the reader; `thread` is the file that its threads run. */
export function createTextReader({ limits = standardLimits, thread = ownThread } = {}): TextReader {
  const running = new Set<Worker>();
  const read = (job: TextJob): Promise<ThreadEnd> => runThread(job, { limits, running, thread });
  return {
    async readDocument(file, format) {
      const { news, failure } = await read({ kind: 'document', file, format });
      return toReadText(news, failure);
    },
    async readAgenda(bytes) {
      const { news } = await read({ kind: 'agenda', bytes });
      const end = news.at(-1);
      if (end?.kind === 'agenda') return end.answer;
      return refuse('bad-agenda', 'This file takes too long or too much memory to read: paste the agenda as text.');
    },
    close: async () => void (await Promise.all([...running].map((worker) => worker.terminate()))),
  };
}

interface ThreadEnd {
  readonly news: readonly TextNews[];
  /** Why the thread ended without an ending; null when it came to one. */
  readonly failure: string | null;
}

function runThread(
  job: TextJob,
  { limits, running, thread }: { limits: ReadingLimits; running: Set<Worker>; thread: URL },
): Promise<ThreadEnd> {
  const worker = startWorker(thread, job, limits);
  running.add(worker);
  const news: TextNews[] = [];
  let failure: string | null = null;
  let characters = 0;
  const giveUp = (reason: string): void => {
    failure ??= reason;
    void worker.terminate();
  };
  const before = process.memoryUsage.rss();
  const late = setTimeout(() => giveUp(`not read within ${limits.timeMs / 1000} s`), limits.timeMs);
  const look = setInterval(() => {
    const grownMb = (process.memoryUsage.rss() - before) / 1024 / 1024;
    if (grownMb > limits.memoryMb) giveUp(`needs more than ${limits.memoryMb} MB of memory`);
  }, memoryLookMs);
  return new Promise((resolve) => {
    worker.on('message', (piece: TextNews) => {
      if (piece.kind === 'page') characters += piece.text.length;
      if (characters > maxCharacters) giveUp(`has more than ${maxCharacters} characters`);
      else news.push(piece);
    });
    worker.on('error', (error) => {
      failure ??= error.message;
    });
    worker.on('exit', () => {
      clearTimeout(late);
      clearInterval(look);
      running.delete(worker);
      const isEnded = news.at(-1)?.kind !== 'page' && news.length > 0;
      resolve({ news, failure: isEnded ? null : (failure ?? 'the thread was ended') });
    });
  });
}

function startWorker(thread: URL, job: TextJob, { memoryMb }: ReadingLimits): Worker {
  return new Worker(thread, {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    env: {},
    // What a library says about a broken file is not for the terminal.
    stdout: true,
    stderr: true,
  });
}

function toReadText(news: readonly TextNews[], failure: string | null): ReadText {
  const texts = news.flatMap((piece) => (piece.kind === 'page' ? [{ page: piece.page, text: piece.text }] : []));
  const end = news.at(-1);
  if (failure === null && end?.kind === 'document') {
    const state = texts.length === 0 ? 'none' : end.isWhole ? 'read' : 'partial';
    return { state, pages: end.pages, texts, reason: null };
  }
  return { state: texts.length === 0 ? 'failed' : 'partial', pages: null, texts, reason: failure };
}
