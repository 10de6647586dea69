// Routes of recordings that are sent as files. Bytes come by tus 1.0.0: creation, HEAD, PATCH, termination, expiration.
import type { ServerResponse } from 'node:http';
import { Metadata } from '@tus/server';
import { z } from 'zod';
import { accept, refuse } from '../../contract/problems.ts';
import type { Outcome } from '../../contract/problems.ts';
import { uploadHeadersSchema, uploadListSchema, uploadMetadataSchema } from '../../contract/uploads.ts';
import type { BegunUpload } from '../../usecases/send-recording.ts';
import { playUpload, removeUpload, retryUpload, showUploads } from '../../usecases/deal-with-uploads.ts';
import type { House } from '../../usecases/house.ts';
import { beginUpload, receiveUpload } from '../../usecases/send-recording.ts';
import { exchangeRoute, route } from '../route.ts';
import type { Route } from '../route.ts';
import { sessionParams } from './answers.ts';

const subject = 'Recordings';
const path = '/api/sessions/{id}/uploads';
const uploadPath = `${path}/{uploadId}`;
const params = sessionParams.extend({ uploadId: z.string().max(64) });
const access = 'choose-source';
const onOne = ['session-not-found', 'upload-not-found', 'not-allowed'] as const;
const tusHeaders = { 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' };

/** Sending a recording, and what becomes of it. */
export function uploadRoutes(house: House): Route[] {
  return [
    route({
      ...{ method: 'get', path, subject, access, params: sessionParams, status: 200 },
      summary: 'The files that were sent, and what becomes of them',
      answer: uploadListSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: (input, asker) => showUploads(house, asker.actor, input.params.id),
    }),
    exchangeRoute({
      ...{ method: 'post', path, subject, access, params: sessionParams, status: 201 },
      summary: 'Announce a file (tus creation); its address comes in Location',
      headers: uploadHeadersSchema,
      refusals: ['session-not-found', 'invalid-input', 'bad-upload', 'command-not-allowed', 'too-large', 'disk-full'],
      async handle(input, asker, { response }) {
        const metadata = readMetadata(input.headers['upload-metadata']);
        if (!metadata.ok) return metadata;
        const { filename, purpose, heldAt } = metadata.value;
        const wanted = {
          ...{ bytes: input.headers['upload-length'], fileName: filename, purpose },
          heldAtMs: heldAt === undefined ? null : Date.parse(heldAt),
        };
        const begun = await beginUpload(house, asker.actor, input.params.id, wanted);
        if (!begun.ok) return begun;
        answerCreation(response, input.params.id, begun.value);
        return accept(null);
      },
    }),
    exchangeRoute({
      ...{ method: 'head', path: uploadPath, subject, access, params, status: 200 },
      summary: 'How much of a file has arrived (Upload-Offset)',
      refusals: onOne,
      handle: (input, asker, exchange) => receiveUpload(house, asker.actor, whichOf(input.params), exchange),
    }),
    exchangeRoute({
      ...{ method: 'patch', path: uploadPath, subject, access, params, status: 204 },
      summary: 'The next bytes of a file, beginning at Upload-Offset',
      streamType: 'application/offset+octet-stream',
      refusals: [...onOne, 'command-not-allowed', 'disk-full'],
      handle: (input, asker, exchange) => receiveUpload(house, asker.actor, whichOf(input.params), exchange),
    }),
    exchangeRoute({
      ...{ method: 'delete', path: uploadPath, subject, access, params, status: 204 },
      summary: 'Remove a file, whatever is being done with it; what is in the archive stays',
      refusals: onOne,
      async handle(input, asker, { response }) {
        const removed = await removeUpload(house, asker.actor, whichOf(input.params));
        if (removed.ok) response.writeHead(204, tusHeaders).end();
        return removed;
      },
    }),
    route({
      ...{ method: 'post', path: `${uploadPath}/play`, subject, access, params, status: 204 },
      summary: 'Play a file as if an encoder sent it',
      refusals: [...onOne, 'command-not-allowed'],
      handle: (input, asker) => playUpload(house, asker.actor, whichOf(input.params)),
    }),
    route({
      ...{ method: 'post', path: `${uploadPath}/retry`, subject, access, params, status: 204 },
      summary: 'Look again at a file that failed',
      refusals: [...onOne, 'command-not-allowed'],
      handle: (input, asker) => retryUpload(house, asker.actor, whichOf(input.params)),
    }),
  ];
}

function whichOf({ id, uploadId }: z.output<typeof params>): { sessionId: string; uploadId: string } {
  return { sessionId: id, uploadId };
}

function answerCreation(response: ServerResponse, sessionId: string, { id, goesAtMs }: BegunUpload): void {
  const location = `${path.replace('{id}', encodeURIComponent(sessionId))}/${id}`;
  const expires = new Date(goesAtMs).toUTCString();
  response.writeHead(201, { ...tusHeaders, Location: location, 'Upload-Expires': expires }).end();
}

function readMetadata(header: string): Outcome<z.output<typeof uploadMetadataSchema>> {
  const read = uploadMetadataSchema.safeParse(parsed(header));
  if (read.success) return accept(read.data);
  const errors = read.error.issues.map(({ path: place, message }) => ({ path: place.join('.'), detail: message }));
  return refuse('invalid-input', 'Upload-Metadata cannot be used; it needs the filename.', { errors });
}

/** Null when it is no such header. */
function parsed(header: string): unknown {
  try {
    return Metadata.parse(header);
  } catch {
    return null;
  }
}
