// Lists sessions page by page; unpublished ones only for staff of their body.
import { listSessions as queryListSessions } from '../../db/sessions.ts';
import type { Actor } from '../contract/accounts.ts';
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';
import type { SessionPage, SessionQuery } from '../contract/sessions.ts';
import { bodiesWhere } from '../domain/permissions.ts';
import type { House } from './house.ts';
import { readTimeline } from './session-timeline.ts';
import { toSummary } from './session-view.ts';

/** One page of sessions by scheduled beginning, newest first unless asked otherwise. */
export async function listSessions(house: House, actor: Actor, query: SessionQuery): Promise<Outcome<SessionPage>> {
  const from = readBound(query.from, 'first');
  const to = readBound(query.to, 'last');
  if (from === 'unreadable' || to === 'unreadable') {
    const path = from === 'unreadable' ? 'query.from' : 'query.to';
    const detail = 'must be a date (2026-11-22) or an instant (2026-11-22T19:30:00Z)';
    return refuse('invalid-input', `${path} ${detail}`, { errors: [{ path, detail }] });
  }
  const page = await queryListSessions(house.db, {
    unpublishedOf: bodiesWhere(actor, 'view-unpublished'),
    ...(query.state === undefined ? {} : { states: query.state }),
    ...(query.body === undefined ? {} : { body: query.body }),
    ...(from === null ? {} : { fromMs: from }),
    ...(to === null ? {} : { toMs: to }),
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    order: query.order ?? 'newest',
    limit: query.limit,
  });
  if (!page.ok) return page;
  const items = await Promise.all(
    page.value.items.map(async (session) => toSummary(session, await readTimeline(house, session.id))),
  );
  return accept({ items, nextCursor: page.value.nextCursor });
}

/** A date means its whole day in UTC. */
function readBound(text: string | undefined, side: 'first' | 'last'): number | null | 'unreadable' {
  if (text === undefined) return null;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isInstant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (!isDate && !isInstant) return 'unreadable';
  const ms = Date.parse(isDate ? `${text}T${side === 'first' ? '00:00:00.000' : '23:59:59.999'}Z` : text);
  return Number.isNaN(ms) ? 'unreadable' : ms;
}
