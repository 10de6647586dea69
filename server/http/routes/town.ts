// Routes of the town's name, colour and crest: administrators set them, everyone sees them.
import { z } from 'zod';
import { maxCrestBytes, townManifestSchema, townSchema, updateTownSchema } from '../../contract/town.ts';
import type { House } from '../../usecases/house.ts';
import {
  putCrest,
  removeCrest,
  showCrest,
  showTown,
  showTownManifest,
  showTownStyle,
  updateTown,
} from '../../usecases/town.ts';
import { route, type Route } from '../route.ts';
import { fileAnswerSchema, incomingFileSchema } from './answers.ts';

const subject = 'Town';
const setting = { subject, access: 'change-settings', status: 200, answer: townSchema } as const;

/** The town. */
export function townRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/town',
      subject,
      summary: 'Name, colour and crest of the town',
      access: 'public',
      status: 200,
      answer: townSchema,
      refusals: [],
      handle: () => showTown(house),
    }),
    route({
      method: 'get',
      path: '/api/town/style.css',
      subject,
      summary: 'The colour of the town as a stylesheet; empty while it has none of its own',
      access: 'public',
      status: 200,
      answer: z.string(),
      answerType: 'text/css',
      refusals: [],
      handle: () => showTownStyle(house),
    }),
    route({
      method: 'get',
      path: '/api/town/manifest.json',
      subject,
      summary: 'Name, colour and crest for browsers that put the site among their programs',
      access: 'public',
      status: 200,
      answer: townManifestSchema,
      refusals: [],
      handle: () => showTownManifest(house),
    }),
    route({
      method: 'get',
      path: '/api/town/crest',
      subject,
      summary: 'The crest, as an image and never as a page',
      access: 'public',
      query: z.object({ version: z.string().max(64).optional().describe('changes with the crest') }),
      status: 200,
      answer: fileAnswerSchema,
      answerType: 'application/octet-stream',
      refusals: ['not-found'],
      handle: () => showCrest(house),
    }),
    route({
      method: 'patch',
      path: '/api/town',
      ...setting,
      summary: 'Change name and colour; the colour must have a contrast of 4.5 to 1 with white',
      body: updateTownSchema,
      refusals: ['invalid-input', 'not-allowed'],
      handle: ({ body }, asker) => updateTown(house, asker.actor, body),
    }),
    route({
      method: 'put',
      path: '/api/town/crest',
      ...setting,
      summary: 'Send the crest: PNG, or an SVG that is nothing but a drawing, up to 1 MB',
      body: incomingFileSchema,
      bodyType: 'application/octet-stream',
      fileLimit: maxCrestBytes,
      refusals: ['bad-picture', 'too-large', 'not-allowed'],
      handle: ({ body }, asker) => putCrest(house, asker.actor, body),
    }),
    route({
      method: 'delete',
      path: '/api/town/crest',
      ...setting,
      summary: 'Take the crest away',
      refusals: ['not-allowed'],
      handle: (_input, asker) => removeCrest(house, asker.actor),
    }),
  ];
}
