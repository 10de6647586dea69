// Routes of files: the draft of the minutes goes out, an agenda in any format comes in.
import { z } from 'zod';
import { agendaLinesSchema, minutesQuerySchema } from '../../contract/files.ts';
import type { House } from '../../usecases/house.ts';
import { readAgenda } from '../../usecases/read-agenda.ts';
import { writeMinutes } from '../../usecases/write-minutes.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { fileAnswerSchema, sessionParams } from './answers.ts';

const subject = 'Files';

/** Minutes and agendas. */
export function fileRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions/{id}/minutes',
      subject,
      summary: 'Draft of the minutes, made from the log',
      access: 'keep-log',
      params: sessionParams,
      query: minutesQuerySchema,
      status: 200,
      answer: fileAnswerSchema,
      answerType: 'application/octet-stream',
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params, query }, asker) => writeMinutes(house, asker.actor, params.id, query),
    }),
    route({
      method: 'post',
      path: '/api/agendas/read',
      subject,
      summary: 'Read an agenda out of DOCX, ODT, PDF, CSV, JSON or text; nothing is kept',
      access: 'edit-agenda',
      body: z.instanceof(Uint8Array).describe('the file'),
      bodyType: 'application/octet-stream',
      status: 200,
      answer: agendaLinesSchema,
      refusals: ['bad-agenda', 'too-large', 'not-allowed'],
      handle: ({ body }, asker) => readAgenda(house, asker.actor, body),
    }),
  ];
}
