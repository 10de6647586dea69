// Who may see a session, kept in memory so that a player's many requests cost no query. Commits of this process keep it true.
// Unknown sessions are never remembered: another process (an import) may add them at any time.
import type { Db } from '../../db/open.ts';
import { findSession } from '../../db/sessions.ts';
import type { Publication } from '../contract/sessions.ts';

/** `public`: everybody. `staff`: private. `withheld`: a tombstone with its public reason. */
export type Visibility =
  | { readonly kind: 'public' }
  | { readonly kind: 'staff' }
  | { readonly kind: 'withheld'; readonly reason: string | null }
  | { readonly kind: 'unknown' };

export interface VisibilityBook {
  /** What is remembered, at once; null when this session was not asked for yet: then {@link load} it. */
  visibilityOf(sessionId: string): Visibility | null;
  /** Reads it from the database and remembers it. */
  load(sessionId: string): Promise<Visibility>;
  /** A commit changed it. */
  set(sessionId: string, publication: Publication, withheldReason: string | null): void;
}

/** Makes an empty book. */
export function createVisibility(db: Db): VisibilityBook {
  const known = new Map<string, Visibility>();
  return {
    visibilityOf: (sessionId) => known.get(sessionId) ?? null,
    async load(sessionId) {
      const session = await findSession(db, sessionId);
      if (session === null) return { kind: 'unknown' };
      // A commit during the query is newer than what the query saw.
      const visibility = known.get(sessionId) ?? toVisibility(session.publication, session.withheldReason);
      known.set(sessionId, visibility);
      return visibility;
    },
    set: (sessionId, publication, reason) => void known.set(sessionId, toVisibility(publication, reason)),
  };
}

/** The visibility a publication means. */
export function toVisibility(publication: Publication, reason: string | null): Visibility {
  switch (publication) {
    case 'published':
      return { kind: 'public' };
    case 'private':
      return { kind: 'staff' };
    case 'withheld':
      return { kind: 'withheld', reason };
  }
}
