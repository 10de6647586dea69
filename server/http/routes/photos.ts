// Routes of members' photos: staff of the body send them, everyone sees them.
import { z } from 'zod';
import { maxPictureBytes } from '../../contract/pictures.ts';
import { rosterSchema } from '../../contract/roster.ts';
import type { House } from '../../usecases/house.ts';
import { putMemberPhoto, removeMemberPhoto, showPhoto } from '../../usecases/member-photo.ts';
import { route, type Route } from '../route.ts';
import { incomingFileSchema, sessionParams } from './answers.ts';

const subject = 'Council';
const photoParams = sessionParams.extend({ personId: z.string().min(1).max(200) });

/** Photos. */
export function photoRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/people/{id}/photo',
      subject,
      summary: 'The photo of a member, a square JPEG',
      access: 'public',
      params: sessionParams,
      query: z.object({ version: z.string().max(64).optional().describe('changes with the photo') }),
      status: 200,
      answer: z.instanceof(Uint8Array),
      answerType: 'image/jpeg',
      refusals: ['not-found'],
      handle: ({ params }) => showPhoto(house, params.id),
    }),
    route({
      method: 'put',
      path: '/api/bodies/{id}/members/{personId}/photo',
      subject,
      summary: 'Give a member a photo: JPEG, PNG or WebP by its content, up to 10 MB; it is cut to a small square',
      access: 'edit-body',
      params: photoParams,
      body: incomingFileSchema,
      bodyType: 'application/octet-stream',
      fileLimit: maxPictureBytes,
      status: 200,
      answer: rosterSchema,
      refusals: ['body-not-found', 'not-found', 'bad-picture', 'too-large', 'not-allowed'],
      handle: ({ params, body }, asker) =>
        putMemberPhoto(house, asker.actor, { bodyId: params.id, personId: params.personId }, body),
    }),
    route({
      method: 'delete',
      path: '/api/bodies/{id}/members/{personId}/photo',
      subject,
      summary: 'Take the photo of a member away',
      access: 'edit-body',
      params: photoParams,
      status: 200,
      answer: rosterSchema,
      refusals: ['body-not-found', 'not-found', 'not-allowed'],
      handle: ({ params }, asker) =>
        removeMemberPhoto(house, asker.actor, { bodyId: params.id, personId: params.personId }),
    }),
  ];
}
