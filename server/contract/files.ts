// Files that go out and come in over the API: minutes for downloading, agendas for reading.
import { z } from 'zod';
import { lineProblemSchema } from './line-problems.ts';

/** A file as an answer; over HTTP its bytes are the body and its name stands in Content-Disposition. */
export interface FileAnswer {
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file of the store as an answer; it is sent from the disk, also in ranges. */
export interface StoredFileAnswer {
  readonly type: string;
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** The browser's own viewer opens it; left out: it is a download. */
  readonly isShown?: boolean;
}

/** A file that has come in whole and is not kept yet. */
export interface IncomingFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export const minutesFormats = ['html', 'docx', 'odt', 'akn'] as const;
export const minutesQuerySchema = z.object({
  lang: z.enum(['it', 'en']).default('it'),
  format: z.enum(minutesFormats).default('html').describe('`akn` is Akoma Ntoso 3.0 XML'),
});
export type MinutesQuery = z.infer<typeof minutesQuerySchema>;

export const agendaSources = ['docx', 'odt', 'pdf', 'csv', 'json', 'text'] as const;

/** An agenda read out of a file, as lines of text: the desk shows them as a tree and lets the clerk correct them. */
export const agendaLinesSchema = z.object({
  source: z.enum(agendaSources).describe('what the file is by its content, whatever its name says'),
  text: z.string().describe('one item a line, two spaces for each level below'),
  problems: z.array(lineProblemSchema.extend({ text: z.string() })).describe('lines of the file that were left out'),
});
export type AgendaLines = z.infer<typeof agendaLinesSchema>;

/** Larger agendas are no agendas; documents have a door of their own. */
export const maxAgendaBytes = 20 * 1024 * 1024;
