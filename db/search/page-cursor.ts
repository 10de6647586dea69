// Cursors of search pages: how many hits were shown, bound to the plan they belong to. Pure.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SearchPlan } from './query-plan.ts';

const cursorSchema = z.tuple([z.string(), z.number().int().min(1).max(100_000)]);

/** Text of the cursor of the next page. */
export function writePageCursor(plan: SearchPlan, offset: number): string {
  return Buffer.from(JSON.stringify([fingerprint(plan), offset])).toString('base64url');
}

/** How many hits to leave out; 0 without a cursor, null when it belongs to another query or to nobody. */
export function readPageCursor(plan: SearchPlan, cursor: string | null): number | null {
  if (cursor === null) return 0;
  const parsed = cursorSchema.safeParse(decode(cursor));
  return parsed.success && parsed.data[0] === fingerprint(plan) ? parsed.data[1] : null;
}

function fingerprint(plan: SearchPlan): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('base64url').slice(0, 16);
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON is not a cursor; the caller refuses it.
    return null;
  }
}
