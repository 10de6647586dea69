// Replaces the roster of a body; sessions that are over keep the roster they had, but not the photos of those who left.
import { findBody } from '../../db/bodies.ts';
import { inTransaction } from '../../db/open.ts';
import { takePhotosOfFormer } from '../../db/photos.ts';
import { findTerm, listMembers, replaceRoster as storeRoster } from '../../db/roster.ts';
import type { Actor } from '../contract/accounts.ts';
import { refuse, type Outcome } from '../contract/problems.ts';
import type { Member, MemberRole, NewMember, ReplaceRoster, Roster } from '../contract/roster.ts';
import { rosterRows } from '../contract/seen-rows.ts';
import { requirePermission } from '../domain/permissions.ts';
import { requireSeenRows } from '../domain/seen-rules.ts';
import { dropPicture, pictureLine } from './drop-picture.ts';
import type { House } from './house.ts';
import { showRoster } from './show-roster.ts';
import { writeAudit } from './write-audit.ts';

const withoutVote: readonly MemberRole[] = ['assessor', 'secretary', 'guest'];

/** Members with a known id or name stay the same person; the others are new. */
export async function replaceRoster(
  house: House,
  actor: Actor,
  bodyId: string,
  input: ReplaceRoster,
): Promise<Outcome<Roster>> {
  return house.queue.run(bodyId, async () => {
    const permission = requirePermission(actor, 'edit-body', bodyId);
    if (!permission.ok) return permission;
    if ((await findBody(house.db, bodyId)) === null) return refuse('body-not-found', 'There is no such body.');
    const atMs = house.now();
    const before = await listMembers(house.db, bodyId, atMs);
    const seen = requireSeenRows(input.seen, rosterRows(before));
    if (!seen.ok) return seen;
    const members = input.members.map((member) => recognise(member, { before, newId: house.newId }));
    const twice = members.find((member, index) => members.findIndex((one) => one.personId === member.personId) < index);
    if (twice !== undefined) return refuse('invalid-input', `${twice.name} stands twice on the roster: keep one.`);
    const term = input.term ?? (await findTerm(house.db, bodyId));
    const former = before.map((member) => member.personId);
    const photos = await inTransaction(house.db, async (db) => {
      await storeRoster(db, bodyId, { members, term, atMs, newId: house.newId });
      const act = { action: 'body.roster-replaced', sessionId: null, atMs, before: { bodyId, members: before } };
      await writeAudit(house, db, actor, { ...act, after: { bodyId, members } });
      return takePhotosOfFormer(db, former);
    });
    await house.queue.run(pictureLine, async () => {
      for (const photo of photos) await dropPicture(house, photo);
    });
    return showRoster(house, bodyId);
  });
}

function recognise(member: NewMember, made: { before: readonly Member[]; newId: () => string }): Member {
  const known = made.before.find((one) => one.personId === member.personId || one.name === member.name);
  return {
    personId: known?.personId ?? made.newId(),
    name: member.name,
    group: member.group ?? null,
    role: member.role,
    mayVote: member.mayVote ?? !withoutVote.includes(member.role),
  };
}
