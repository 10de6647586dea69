// Opaque cursors of paged lists: the sort key of the last row, so that pages do not shift when rows are added.
import { z } from 'zod';
import { accept, refuse, type Outcome } from '../server/contract/problems.ts';

/** The last row of a page: its sort value, its id as tie-breaker, and the list it belongs to. */
export interface KeysetPosition {
  readonly value: number;
  readonly id: string;
}

const positionSchema = z.tuple([z.string(), z.number(), z.string()]);

/** Text of a cursor in the list called `list`. */
export function writeCursor(list: string, position: KeysetPosition): string {
  return Buffer.from(JSON.stringify([list, position.value, position.id])).toString('base64url');
}

/** Reads a cursor back; one of another list, or one that nobody gave out, is refused. */
export function readCursor(list: string, cursor: string): Outcome<KeysetPosition> {
  const parsed = positionSchema.safeParse(decode(cursor));
  if (!parsed.success || parsed.data[0] !== list) {
    return refuse('bad-request', 'This cursor does not belong to this list; start again from the first page.');
  }
  return accept({ value: parsed.data[1], id: parsed.data[2] });
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Not JSON is not a cursor; the caller refuses it.
    return null;
  }
}
