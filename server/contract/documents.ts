// Documents of a session and its agenda items: what may come in, and what the outside sees of it.
import { z } from 'zod';
import { correctionNote } from './agenda-details.ts';
import { instantSchema } from './instants.ts';
import { seenFieldsOf } from './seen.ts';

/** Larger files are refused before they are read; the number stands on the desk and in the refusal. */
export const maxDocumentBytes = 100 * 1024 * 1024;

/** What a document may be, told by its content: name ending → media type. */
export const documentTypes = {
  pdf: 'application/pdf',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
} as const;
export type DocumentFormat = keyof typeof documentTypes;
export const documentFormats = Object.keys(documentTypes) as DocumentFormat[];

export const audiences = ['public', 'staff'] as const;
export type Audience = (typeof audiences)[number];

/** The minutes of a session are found under their own kind. */
export const documentKinds = ['document', 'minutes'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** `waiting`: will be read · `read` · `partial`: only the beginning could be read · `none`: it has no text (scanned) · `failed`. */
export const textStates = ['waiting', 'read', 'partial', 'none', 'failed'] as const;
export type TextState = (typeof textStates)[number];

const title = z.string().trim().min(1).max(500);
const number = z.string().trim().max(80);
const note = correctionNote;

/** How a new document is called and where it belongs; its bytes are the body of the request. */
export const newDocumentQuerySchema = z.object({
  name: z.string().trim().min(1).max(300).describe('name of the file'),
  title: title.optional().describe('left out: the name of the file without its ending'),
  number: number.optional(),
  date: z.iso.date().optional(),
  agendaItemId: z.string().max(64).optional().describe('left out: it belongs to the whole session'),
  audience: z.enum(audiences).default('public').describe('`public`: everyone who may see the session'),
  kind: z.enum(documentKinds).default('document').describe('`minutes`: the minutes of the session'),
});
export type NewDocument = z.infer<typeof newDocumentQuerySchema>;

export const newVersionQuerySchema = z.object({
  name: z.string().trim().min(1).max(300),
  seen: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe(
      'version of the file that is meant to be replaced (0: none); 409 when it is another; left out: not checked',
    ),
  note,
});
export type NewVersion = z.infer<typeof newVersionQuerySchema>;

const changedFields = {
  title: title.optional(),
  number: number.nullable().optional(),
  date: z.iso.date().nullable().optional(),
  agendaItemId: z.string().max(64).nullable().optional(),
  audience: z.enum(audiences).optional(),
  kind: z.enum(documentKinds).optional(),
};
export const changeDocumentSchema = z
  .object({ ...changedFields, seen: seenFieldsOf(changedFields), note })
  .describe('fields left out stay as they are');
export type ChangeDocument = z.infer<typeof changeDocumentSchema>;

export const documentNoteQuerySchema = z.object({ note });

/** The file of a document as it can be fetched. */
export const documentFileSchema = z.object({
  version: z.number().int(),
  name: z.string(),
  format: z.enum(documentFormats),
  bytes: z.number().int(),
  sha256: z.string(),
  addedAt: instantSchema,
  url: z.string().describe('path of the file'),
});

export const documentSchema = z.object({
  id: z.string(),
  externalId: z.string().optional(),
  agendaItemId: z.string().nullable(),
  number: z.string().nullable(),
  date: z.string().nullable(),
  title: z.string(),
  audience: z.enum(audiences),
  kind: z.enum(documentKinds),
  file: documentFileSchema.nullable().describe('null: there is only its text'),
  textState: z.enum(textStates),
  pages: z.number().int().nullable(),
  versions: z.array(documentFileSchema).optional().describe('earlier files, newest first; for staff only'),
});
export type SessionDocument = z.infer<typeof documentSchema>;

export const documentListSchema = z.object({ items: z.array(documentSchema) });

export const documentTextSchema = z.object({
  pages: z.array(z.object({ page: z.number().int(), text: z.string() })).describe('pages without text are left out'),
});
export type DocumentText = z.infer<typeof documentTextSchema>;
