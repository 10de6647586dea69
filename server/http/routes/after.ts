// Routes of what comes after a session: the waveform of the timeline editor, the checklist, the versions.
import { z } from 'zod';
import {
  closeCorrectionSchema,
  correctionAnswerSchema,
  publishCheckSchema,
  sessionVersionSchema,
  versionListSchema,
} from '../../contract/publishing.ts';
import { waveformQuerySchema, waveformSchema } from '../../contract/waveforms.ts';
import { showPublishCheck } from '../../usecases/check-publishing.ts';
import type { House } from '../../usecases/house.ts';
import { closeCorrection, openCorrection } from '../../usecases/open-correction.ts';
import { fetchVersionFile, showVersion, showVersions, showVersionTranscript } from '../../usecases/show-versions.ts';
import { showWaveform } from '../../usecases/show-waveform.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { fileAnswerSchema, sessionParams, versionParams, vttSchema } from './answers.ts';

const subject = 'After the session';

/** What the desk looks at before it publishes, and what the public may read of what was corrected. */
export function afterRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions/{id}/publish-check',
      subject,
      summary: 'What is amiss before the session is published',
      access: 'run-command',
      params: sessionParams,
      status: 200,
      answer: publishCheckSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => showPublishCheck(house, asker.actor, params.id),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/waveform',
      subject,
      summary: 'How loud a stretch of the recording is; made in the background when first asked for',
      access: 'place-mark',
      params: sessionParams,
      query: waveformQuerySchema,
      status: 200,
      answer: waveformSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params, query }, asker) => showWaveform(house, asker.actor, params.id, query),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/versions',
      subject,
      summary: 'The versions of a session and the public notes of its corrections',
      access: 'public',
      params: sessionParams,
      status: 200,
      answer: versionListSchema,
      refusals: ['session-not-found', 'withheld'],
      handle: ({ params }, asker) => showVersions(house, asker.actor, params.id),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/versions/{version}',
      subject,
      summary: 'A replaced version as the public read it',
      access: 'public',
      params: versionParams,
      status: 200,
      answer: sessionVersionSchema,
      refusals: ['session-not-found', 'not-found', 'withheld'],
      handle: ({ params }, asker) => showVersion(house, asker.actor, targetOf(params)),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/versions/{version}/transcript',
      subject,
      summary: 'The transcript of a replaced version as WebVTT; what is withheld by now is withheld in it',
      access: 'public',
      params: versionParams,
      status: 200,
      answer: vttSchema,
      answerType: 'text/vtt',
      refusals: ['session-not-found', 'not-found', 'withheld'],
      handle: ({ params }, asker) => showVersionTranscript(house, asker.actor, targetOf(params)),
    }),
    route({
      method: 'get',
      path: '/api/sessions/{id}/versions/{version}/documents/{documentId}/file',
      subject,
      summary: 'The file that a document had in a replaced version, unless it is not public any more',
      access: 'public',
      params: versionParams.extend({ documentId: z.string().min(1).max(200) }),
      status: 200,
      answer: fileAnswerSchema,
      answerType: 'application/octet-stream',
      refusals: ['session-not-found', 'not-found', 'document-not-found', 'withheld'],
      handle: ({ params }, asker) =>
        fetchVersionFile(house, asker.actor, { ...targetOf(params), documentId: params.documentId }),
    }),
  ];
}

const targetOf = ({ id, version }: { id: string; version: number }) => ({ sessionId: id, version });

/** Corrections of a published session that take several edits. */
export function correctionRoutes(house: House): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/sessions/{id}/correction',
      subject,
      summary: 'Open a correction: edits until it is closed need no note of their own and make one version',
      access: 'keep-log',
      params: sessionParams,
      status: 200,
      answer: correctionAnswerSchema,
      refusals: ['session-not-found', 'command-not-allowed', 'not-allowed'],
      handle: ({ params }, asker) => openCorrection(house, asker.actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/correction/close',
      subject,
      summary: 'Close the correction with its public note',
      access: 'keep-log',
      params: sessionParams,
      body: closeCorrectionSchema,
      status: 200,
      answer: correctionAnswerSchema,
      refusals: ['session-not-found', 'reason-required', 'not-allowed'],
      handle: ({ params, body }, asker) => closeCorrection(house, asker.actor, params.id, body.note),
    }),
  ];
}
