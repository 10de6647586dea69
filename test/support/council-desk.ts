// A council with a roster and a session, and what its desk asks of the server. Each evening has a body of its own.
import type { CouncilLog, EntryData } from '../../server/contract/council-log.ts';
import type { Roster } from '../../server/contract/roster.ts';
import type { Session } from '../../server/contract/sessions.ts';
import type { Answer, TestServer } from './test-server.ts';

export interface CouncilEvening {
  readonly session: Session;
  readonly roster: Roster;
  /** Of the session in the API. */
  readonly address: string;
}

/** What staff do at the desk of a council. */
export function createCouncilDesk(server: () => TestServer) {
  let bodies = 0;
  return {
    async evening(): Promise<CouncilEvening> {
      const input = {
        title: 'Seduta',
        body: `Consiglio ${(bodies += 1)}`,
        scheduledAt: '2026-11-22T18:30:00Z',
        agenda: [{ title: 'Uno' }, { title: 'Due' }],
      };
      const session = (await server().askAsStaff('POST', '/api/sessions', { body: input })).json<Session>();
      const members = [
        { name: 'Anna Bruni', role: 'chair' },
        { name: 'Ugo Conti', role: 'member', group: 'Civica' },
        { name: 'Ida Serra', role: 'member', group: 'Insieme' },
        { name: 'Elio Riva', role: 'secretary' },
      ];
      const kept = await server().askAsStaff('PUT', `/api/bodies/${session.bodyId}/roster`, { body: { members } });
      return { session, roster: kept.json<Roster>(), address: `/api/sessions/${session.id}` };
    },
    command: (address: string, name: string): Promise<Answer> =>
      server().askAsStaff('POST', `${address}/commands`, { body: { command: name } }),
    write: (address: string, data: object, more: object = {}): Promise<Answer> =>
      server().askAsStaff('POST', `${address}/log`, { body: { data, ...more } }),
    readLog: async (address: string): Promise<CouncilLog> =>
      (await server().askAsStaff('GET', `${address}/log`)).json<CouncilLog>(),
  };
}

/** The entry that says that a member of the roster speaks. */
export function speechOf(roster: Roster, index: number): EntryData {
  const member = roster.members[index];
  if (member === undefined) throw new Error('no such member');
  const { personId, name, group } = member;
  return { kind: 'speech', personId, speaker: name, group, speechKind: 'contribution' };
}

/** The entry of a vote by show of hands. */
export const voteOf = (more: object = {}): object => ({
  kind: 'vote',
  subject: 'Bilancio',
  method: 'show-of-hands',
  majority: 'simple',
  counts: { present: 3, for: 2, against: 1, abstained: 0, blank: 0 },
  ballots: [],
  note: null,
  ...more,
});
