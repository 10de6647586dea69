// What is not settled about the filming of a body, for the moment it goes on air. It warns; only people stop a session.
import { findBody } from '../../db/bodies.ts';
import { missingLegalParts } from '../contract/roster.ts';
import type { House } from './house.ts';

/** A warning where regulation, notice or the right to suspend are not written down (TUEL art. 38, GDPR art. 13). */
export async function warnAboutLegalBasis(house: House, bodyId: string): Promise<{ code: string; detail: string }[]> {
  const body = await findBody(house.db, bodyId);
  if (body === null || missingLegalParts(body.rules.legal).length === 0) return [];
  const detail = `The legal basis for filming this body is not complete: write it down at /desk/bodies/${encodeURIComponent(bodyId)}`;
  return [{ code: 'no-legal-basis', detail }];
}
