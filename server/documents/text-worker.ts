// A thread that reads one file and ends; the thread that serves video and the desk never waits for a document.
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentFormat } from '../contract/documents.ts';
import type { AgendaLines } from '../contract/files.ts';
import type { Outcome } from '../contract/problems.ts';
import { readAgendaFile } from './agenda-file.ts';
import { readDocumentText } from './document-text.ts';

/** What the thread is started with. */
export type TextJob =
  { kind: 'document'; file: string; format: DocumentFormat } | { kind: 'agenda'; bytes: Uint8Array };

/** What the thread tells: pages as they come, then one ending. */
export type TextNews =
  | { kind: 'page'; page: number; text: string }
  | { kind: 'document'; pages: number | null; isWhole: boolean }
  | { kind: 'agenda'; answer: Outcome<AgendaLines> };

const tell = (news: TextNews): void => parentPort?.postMessage(news);

const job = workerData as TextJob;
if (job.kind === 'agenda') tell({ kind: 'agenda', answer: await readAgendaFile(job.bytes) });
else {
  const bytes = new Uint8Array(await readFile(job.file));
  const end = await readDocumentText(bytes, job.format, (page) => tell({ kind: 'page', ...page }));
  tell({ kind: 'document', ...end });
}
