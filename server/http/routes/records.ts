// Routes of what is on record: speeches and documents, transcript, chat.
import { z } from 'zod';
import { correctionNote } from '../../contract/agenda-details.ts';
import { recordSchema } from '../../contract/sessions.ts';
import { stillQuerySchema } from '../../contract/stills.ts';
import { transcriptResultSchema } from '../../contract/transcripts.ts';
import type { House } from '../../usecases/house.ts';
import { listChat } from '../../usecases/list-chat.ts';
import { removeChatMessage } from '../../usecases/remove-chat-message.ts';
import { replaceTranscript } from '../../usecases/replace-transcript.ts';
import { showRecord } from '../../usecases/show-record.ts';
import { showStill } from '../../usecases/show-still.ts';
import { showTranscript } from '../../usecases/show-transcript.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { chatListSchema, messageParams, sessionParams, vttSchema } from './answers.ts';

const subject = 'Record';

/** What was said, written and shown. */
export function recordRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions/{id}/record',
      subject,
      summary: 'Speeches, documents and transcript of a session',
      access: 'public',
      params: sessionParams,
      status: 200,
      answer: recordSchema,
      refusals: ['session-not-found', 'withheld'],
      handle: ({ params }, asker) => showRecord(house, asker.actor, params.id),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/transcript',
      subject,
      summary: 'The transcript as WebVTT',
      access: 'public',
      params: sessionParams,
      status: 200,
      answer: vttSchema,
      answerType: 'text/vtt',
      refusals: ['session-not-found', 'withheld'],
      handle: ({ params }, asker) => showTranscript(house, asker.actor, params.id),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/still',
      subject,
      summary: 'A picture of the recording',
      access: 'public',
      params: sessionParams,
      query: stillQuerySchema,
      status: 200,
      answerType: 'image/jpeg',
      refusals: ['session-not-found', 'withheld', 'not-found', 'unavailable'],
      handle: ({ params, query }, asker) => showStill(house, asker.actor, params.id, query),
    }),
    route({
      method: 'put',
      path: '/api/sessions/{id}/transcript',
      subject,
      summary: 'Replace the transcript by a WebVTT document; broken cues are reported, good ones kept',
      access: 'replace-transcript',
      params: sessionParams,
      query: z.object({
        note: correctionNote,
        seen: z
          .string()
          .max(64)
          .optional()
          .describe(
            '`transcriptId` as it was read (`none` for null); 409 when it is another by now; left out: not checked',
          ),
      }),
      body: vttSchema,
      bodyType: 'text/vtt',
      status: 200,
      answer: transcriptResultSchema,
      refusals: ['session-not-found', 'bad-transcript', 'changed-by-other', 'not-allowed'],
      handle: ({ params, query, body }, asker) =>
        replaceTranscript(house, asker.actor, params.id, { vtt: body, ...query }),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/chat',
      subject,
      summary: 'The newest chat messages',
      access: 'public',
      params: sessionParams,
      status: 200,
      answer: chatListSchema,
      refusals: ['session-not-found', 'withheld'],
      handle: ({ params }, asker) => listChat(house, asker.actor, params.id),
    }),
    route({
      method: 'delete',
      path: '/api/sessions/{id}/chat/{messageId}',
      subject,
      summary: 'Take a chat message out of view',
      access: 'moderate-chat',
      params: messageParams,
      status: 204,
      refusals: ['session-not-found', 'message-not-found', 'not-allowed'],
      handle: ({ params }, asker) => removeChatMessage(house, asker.actor, params.id, params.messageId),
    }),
  ];
}
