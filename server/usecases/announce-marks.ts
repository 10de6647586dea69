// Tells the pages all marks of a session, with their places on the playable timeline.
import { listMarks } from '../../db/marks.ts';
import { toInstant } from '../contract/instants.ts';
import type { House } from './house.ts';
import { readTimeline, secondsAt } from './session-timeline.ts';

/** Reads and broadcasts the marks that hold; call after commit. It stands for `log:changed` too: one message a viewer. */
export async function announceMarks(house: House, sessionId: string): Promise<void> {
  const [stored, timeline] = await Promise.all([listMarks(house.db, sessionId), readTimeline(house, sessionId)]);
  const marks = stored.map((mark) => ({
    id: mark.id,
    agendaItemId: mark.agendaItemId,
    at: toInstant(mark.atMs),
    offsetSeconds: secondsAt(timeline, mark.atMs),
  }));
  house.broadcast({ name: 'marks:changed', sessionId, data: { sessionId, marks } });
}
