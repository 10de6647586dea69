// Routes of what comes after a session: the waveform of the timeline editor, the checklist, the versions.
import { publishCheckSchema, sessionVersionSchema, versionListSchema } from '../../contract/publishing.ts';
import { waveformQuerySchema, waveformSchema } from '../../contract/waveforms.ts';
import { showPublishCheck } from '../../usecases/check-publishing.ts';
import type { House } from '../../usecases/house.ts';
import { showVersion, showVersions } from '../../usecases/show-versions.ts';
import { showWaveform } from '../../usecases/show-waveform.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { sessionParams, versionParams } from './answers.ts';

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
      handle: ({ params }, asker) => showVersion(house, asker.actor, { sessionId: params.id, version: params.version }),
    }),
  ];
}
