// The face of a member: the photo where there is one, else the initials.
import type { JSX } from 'react';
import type { Member } from '../../server/contract/roster.ts';
import './bodies.scss';
import { initialsOf } from './initials.ts';

/** `alt` is empty where the name stands beside it inside the same control. */
export function Portrait({ member, alt }: { member: Pick<Member, 'name' | 'photo'>; alt: string }): JSX.Element {
  const { name, photo } = member;
  if (photo !== undefined) return <img className="cdv-portrait" src={photo} alt={alt} width={48} height={48} />;
  return (
    <span className="cdv-initials" aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
