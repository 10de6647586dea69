// Routes of documents: files come in and go out, and what is said about them.
import { z } from 'zod';
import {
  changeDocumentSchema,
  documentListSchema,
  documentNoteQuerySchema,
  documentSchema,
  documentTextSchema,
  maxDocumentBytes,
  newDocumentQuerySchema,
  newVersionQuerySchema,
} from '../../contract/documents.ts';
import { changeDocument, removeDocument } from '../../usecases/change-document.ts';
import type { House } from '../../usecases/house.ts';
import { readDocumentAgain } from '../../usecases/read-document-again.ts';
import { addDocument, replaceDocumentFile } from '../../usecases/receive-document.ts';
import { fetchDocumentFile, showDocuments, showDocumentText } from '../../usecases/show-documents.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { fileAnswerSchema, incomingFileSchema, sessionParams } from './answers.ts';

const subject = 'Documents';
const documentParams = sessionParams.extend({ documentId: z.string().min(1).max(200) });
const targetOf = (params: z.infer<typeof documentParams>) => ({ sessionId: params.id, documentId: params.documentId });
const badFiles = ['bad-document', 'misnamed-document', 'document-with-macros', 'too-large'] as const;
const fileBody = {
  body: incomingFileSchema,
  bodyType: 'application/octet-stream',
  fileLimit: maxDocumentBytes,
} as const;

/** Documents of sessions and their items. */
export function documentRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions/{id}/documents',
      subject,
      summary: 'The documents of a session and its items; staff also see those for staff, and earlier files',
      access: 'public',
      params: sessionParams,
      status: 200,
      answer: documentListSchema,
      refusals: ['session-not-found', 'withheld'],
      handle: ({ params }, asker) => showDocuments(house, asker.actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/documents',
      subject,
      summary: 'Add a document: PDF, ODT, ODS, ODP, DOCX, XLSX or PPTX by its content, up to 100 MB',
      access: 'edit-agenda',
      params: sessionParams,
      query: newDocumentQuerySchema,
      ...fileBody,
      status: 201,
      answer: documentSchema,
      refusals: ['session-not-found', 'agenda-item-not-found', ...badFiles, 'not-allowed'],
      handle: ({ params, query, body }, asker) =>
        addDocument(house, asker.actor, params.id, { input: query, file: body }),
    }),
    route({
      method: 'patch',
      path: '/api/sessions/{id}/documents/{documentId}',
      subject,
      summary: 'Change title, number, date, item or audience of a document',
      access: 'edit-agenda',
      params: documentParams,
      body: changeDocumentSchema,
      status: 200,
      answer: documentSchema,
      refusals: [
        'session-not-found',
        'document-not-found',
        'agenda-item-not-found',
        'reason-required',
        'changed-by-other',
        'not-allowed',
      ],
      handle: ({ params, body }, asker) => changeDocument(house, asker.actor, targetOf(params), body),
    }),
    route({
      method: 'delete',
      path: '/api/sessions/{id}/documents/{documentId}',
      subject,
      summary: 'Take a document out of a session',
      access: 'edit-agenda',
      params: documentParams,
      query: documentNoteQuerySchema,
      status: 204,
      refusals: ['session-not-found', 'reason-required', 'not-allowed'],
      handle: ({ params, query }, asker) => removeDocument(house, asker.actor, targetOf(params), query.note),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/documents/{documentId}/file',
      subject,
      summary: 'The file, as a download unless it is a PDF that is to be shown; for staff also earlier versions',
      access: 'public',
      params: documentParams,
      query: z.object({
        version: z.coerce.number().int().min(1).optional(),
        show: z.enum(['1']).optional().describe('a PDF opens in the browser, at the page of `#page=`'),
      }),
      status: 200,
      answer: fileAnswerSchema,
      answerType: 'application/octet-stream',
      refusals: ['session-not-found', 'document-not-found', 'withheld'],
      handle: ({ params, query }, asker) => fetchDocumentFile(house, asker.actor, targetOf(params), query),
    }),
    route({
      method: 'put',
      path: '/api/sessions/{id}/documents/{documentId}/file',
      subject,
      summary: 'Give a document another file; the one before stays readable for staff',
      access: 'edit-agenda',
      params: documentParams,
      query: newVersionQuerySchema,
      ...fileBody,
      status: 200,
      answer: documentSchema,
      refusals: [
        'session-not-found',
        'document-not-found',
        ...badFiles,
        'reason-required',
        'changed-by-other',
        'not-allowed',
      ],
      handle: ({ params, query, body }, asker) =>
        replaceDocumentFile(house, asker.actor, targetOf(params), { input: query, file: body }),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/documents/{documentId}/read',
      subject,
      summary: 'Have the text of a document read once more',
      access: 'edit-agenda',
      params: documentParams,
      status: 200,
      answer: documentSchema,
      refusals: ['session-not-found', 'document-not-found', 'not-allowed'],
      handle: ({ params }, asker) => readDocumentAgain(house, asker.actor, targetOf(params)),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/documents/{documentId}/text',
      subject,
      summary: 'The text of a document, page by page',
      access: 'public',
      params: documentParams,
      status: 200,
      answer: documentTextSchema,
      refusals: ['session-not-found', 'document-not-found', 'withheld'],
      handle: ({ params }, asker) => showDocumentText(house, asker.actor, targetOf(params)),
    }),
  ];
}
