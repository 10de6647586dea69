// What must stand in a body's roster and in a session's log for the desk's panels to have something to show.
import type { EntryData } from '../../server/contract/council-log.ts';
import type { Roster } from '../../server/contract/roster.ts';
import type { Session } from '../../server/contract/sessions.ts';
import type { ApiClient } from './api-client.ts';

const names = ['Ada Lumini', 'Bruno Vetrai', 'Carla Acquaviva', 'Dino Massimiliano Fontanabona Castelvecchio'];

/** Gives the body of the session members, and its log a coming, a speech and two votes. */
export async function fillLog(desk: ApiClient, session: Session): Promise<void> {
  const members = names.map((name, index) => ({ name, group: 'Acqua viva', role: index === 0 ? 'mayor' : 'member' }));
  const answer = await desk.send('PUT', `/api/bodies/${session.bodyId}/roster`, { members });
  const people = ((await answer.json()) as Roster).members.map(({ personId }) => personId);
  const [personId = ''] = people;
  const counts = { present: 4, for: 3, against: 1, abstained: 0, blank: 0 };
  const vote = { kind: 'vote', subject: 'Bilancio', majority: 'simple', counts, note: null } as const;
  const ballots = people.map((id, index) => ({ personId: id, choice: index === 0 ? 'against' : 'for' }) as const);
  const entries: EntryData[] = [
    { kind: 'attendance', personId, isPresent: true },
    { kind: 'speech', personId, speaker: 'Ada Lumini', group: 'Acqua viva', speechKind: 'contribution' },
    { ...vote, method: 'show-of-hands', ballots: [] },
    { ...vote, method: 'roll-call', ballots },
  ];
  for (const data of entries) await desk.send('POST', `/api/sessions/${session.id}/log`, { data });
}
