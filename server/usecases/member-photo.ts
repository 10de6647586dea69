// The photo of a member: taken in as any picture, kept as a small square JPEG of our own making, shown to everyone.
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { findBody } from '../../db/bodies.ts';
import { inTransaction } from '../../db/open.ts';
import { findPhoto, writePhoto } from '../../db/photos.ts';
import { listMembers } from '../../db/roster.ts';
import type { Actor } from '../contract/accounts.ts';
import type { IncomingFile } from '../contract/files.ts';
import { accept, refuse, type Outcome } from '../contract/problems.ts';
import type { Roster } from '../contract/roster.ts';
import { requirePermission } from '../domain/permissions.ts';
import { dropPicture, pictureLine } from './drop-picture.ts';
import type { House } from './house.ts';
import { showRoster } from './show-roster.ts';
import { writeAudit } from './write-audit.ts';

/** Whose photo, and in which body the actor may keep it. */
export interface PhotoTarget {
  readonly bodyId: string;
  readonly personId: string;
}

/** Our portraits are far smaller. */
const mostPortraitBytes = 1_000_000;

/** Gives a member a photo; the file is what its content is. */
export async function putMemberPhoto(
  house: House,
  actor: Actor,
  target: PhotoTarget,
  file: IncomingFile,
): Promise<Outcome<Roster>> {
  const member = await requireMember(house, actor, target);
  if (!member.ok) return member;
  const portrait = await house.portraits.make(file.path);
  if (portrait === null) {
    return refuse('bad-picture', 'This file is no picture that can be read: send a JPEG, PNG or WebP.');
  }
  return house.queue.run(pictureLine, async () => {
    const kept = await house.files.receive(Readable.from([portrait]), mostPortraitBytes);
    if (kept === null) throw new Error('a portrait was larger than any that is made');
    await house.files.keep(kept);
    return write(house, actor, target, kept.sha256);
  });
}

/** Takes it away; the initials stand there again. Twice changes nothing. */
export async function removeMemberPhoto(house: House, actor: Actor, target: PhotoTarget): Promise<Outcome<Roster>> {
  const member = await requireMember(house, actor, target);
  return member.ok ? house.queue.run(pictureLine, () => write(house, actor, target, null)) : member;
}

/** The photo as it is now. */
export async function showPhoto(house: House, personId: string): Promise<Outcome<Uint8Array>> {
  const photo = await findPhoto(house.db, personId);
  if (photo === null) return refuse('not-found', 'There is no photo of this person.');
  return accept(await readFile(house.files.pathOf(photo)));
}

async function requireMember(house: House, actor: Actor, { bodyId, personId }: PhotoTarget): Promise<Outcome<null>> {
  const permission = requirePermission(actor, 'edit-body', bodyId);
  if (!permission.ok) return permission;
  if ((await findBody(house.db, bodyId)) === null) return refuse('body-not-found', 'There is no such body.');
  const members = await listMembers(house.db, bodyId, house.now());
  if (members.some((member) => member.personId === personId)) return accept(null);
  return refuse('not-found', 'This person is not a member of this body.');
}

async function write(
  house: House,
  actor: Actor,
  { bodyId, personId }: PhotoTarget,
  photo: string | null,
): Promise<Outcome<Roster>> {
  const before = await findPhoto(house.db, personId);
  const atMs = house.now();
  if (before !== photo) {
    await inTransaction(house.db, async (db) => {
      await writePhoto(db, personId, photo);
      const act = { action: 'body.photo-changed', sessionId: null, atMs, before: { bodyId, personId, photo: before } };
      await writeAudit(house, db, actor, { ...act, after: { bodyId, personId, photo } });
    });
    await dropPicture(house, before);
  }
  return showRoster(house, bodyId);
}
