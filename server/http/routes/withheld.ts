// Routes of withheld stretches: take out of public view, lift, destroy, list.
import {
  decisionSchema,
  newWithheldRangeSchema,
  withheldRangeListSchema,
  withheldRangeSchema,
} from '../../contract/withheld-ranges.ts';
import { destroyRange } from '../../usecases/destroy-range.ts';
import type { House } from '../../usecases/house.ts';
import { liftRange } from '../../usecases/lift-range.ts';
import { listWithheldRanges } from '../../usecases/list-withheld-ranges.ts';
import { withholdRange } from '../../usecases/withhold-range.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { rangeParams, sessionParams } from './answers.ts';

const subject = 'Withheld parts';

/** What the law or a decision takes out of public view. */
export function withheldRoutes(house: House): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/sessions/{id}/withheld-ranges',
      subject,
      summary: 'Every withheld part of a session, lifted ones too',
      access: 'withhold-range',
      params: sessionParams,
      status: 200,
      answer: withheldRangeListSchema,
      refusals: ['session-not-found', 'not-allowed'],
      handle: ({ params }, asker) => listWithheldRanges(house, asker.actor, params.id),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/withheld-ranges',
      subject,
      summary: 'Take a part out of public view at once: playback, captions, search, downloads, pictures',
      access: 'withhold-range',
      params: sessionParams,
      body: newWithheldRangeSchema,
      status: 201,
      answer: withheldRangeSchema,
      refusals: ['session-not-found', 'range-not-sealed', 'not-allowed'],
      handle: ({ params, body }, asker) => withholdRange(house, asker.actor, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/withheld-ranges/{rangeId}/lift',
      subject,
      summary: 'Make a withheld part public again, by another decision',
      access: 'withhold-range',
      params: rangeParams,
      body: decisionSchema,
      status: 200,
      answer: withheldRangeSchema,
      refusals: ['session-not-found', 'range-not-found', 'range-destroyed', 'not-allowed'],
      handle: ({ params, body }, asker) =>
        liftRange(house, asker.actor, { sessionId: params.id, rangeId: params.rangeId }, body),
    }),
    route({
      method: 'post',
      path: '/api/sessions/{id}/withheld-ranges/{rangeId}/destroy',
      subject,
      summary: 'Destroy the bytes and words of a withheld part for good; a second person must do it',
      access: 'destroy-range',
      params: rangeParams,
      body: decisionSchema,
      status: 200,
      answer: withheldRangeSchema,
      refusals: ['session-not-found', 'range-not-found', 'second-person-needed', 'not-allowed'],
      handle: ({ params, body }, asker) =>
        destroyRange(house, asker.actor, { sessionId: params.id, rangeId: params.rangeId }, body),
    }),
  ];
}
