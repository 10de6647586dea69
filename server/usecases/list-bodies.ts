// Lists the council and its committees.
import { listBodies as queryBodies } from '../../db/bodies.ts';
import type { Body } from '../contract/bodies.ts';
import { accept } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { House } from './house.ts';

/** All bodies by name. */
export async function listBodies(house: House): Promise<Outcome<{ items: Body[] }>> {
  return accept({ items: await queryBodies(house.db) });
}
