// A form on something that another clerk may be changing too: fields that nobody touched follow the server, touched ones
// remember what they were when the touching began. Knows no form and no request.
import { useState } from 'react';

interface Edit<Value> {
  readonly was: Value;
  readonly is: Value;
}
export type Edits<Draft> = { readonly [Name in keyof Draft]?: Edit<Draft[Name]> };

/** What the form shows: the server's fields with what was written over them. */
export function draftWith<Draft extends object>(fresh: Draft, edits: Edits<Draft>): Draft {
  return { ...fresh, ...pick(edits, 'is') };
}

/** The fields to send, and what was read of them before. */
export function changesIn<Draft extends object>(edits: Edits<Draft>): { now: Partial<Draft>; seen: Partial<Draft> } {
  return { now: pick(edits, 'is'), seen: pick(edits, 'was') };
}

/** Fields that somebody else has changed since they were touched here, to something else. */
export function conflictsIn<Draft extends object>(fresh: Draft, edits: Edits<Draft>): (keyof Draft)[] {
  const names = Object.keys(edits) as (keyof Draft)[];
  return names.filter((name) => {
    const edit = edits[name];
    return edit !== undefined && !isSame(edit.was, fresh[name]) && !isSame(edit.is, fresh[name]);
  });
}

/** Another value in some fields; one that is back where it was is no edit any more. */
export function editsWith<Draft extends object>(fresh: Draft, edits: Edits<Draft>, part: Partial<Draft>): Edits<Draft> {
  const next: { [Name in keyof Draft]?: Edit<Draft[Name]> } = { ...edits };
  for (const name of Object.keys(part) as (keyof Draft)[]) {
    const is = part[name] as Draft[keyof Draft];
    const was = edits[name]?.was ?? fresh[name];
    if (isSame(was, is)) delete next[name];
    else next[name] = { was, is };
  }
  return next;
}

/** The same edits over what stands now, or without the fields that somebody else has changed. */
export function settled<Draft extends object>(
  fresh: Draft,
  edits: Edits<Draft>,
  choice: 'mine' | 'theirs',
): Edits<Draft> {
  const next: { [Name in keyof Draft]?: Edit<Draft[Name]> } = { ...edits };
  for (const name of conflictsIn(fresh, edits)) {
    const edit = next[name];
    if (choice === 'theirs' || edit === undefined) delete next[name];
    else next[name] = { was: fresh[name], is: edit.is };
  }
  return next;
}

/** The state of such a form. */
export function useSeenDraft<Draft extends object>(fresh: Draft) {
  const [edits, setEdits] = useState<Edits<Draft>>({});
  return {
    draft: draftWith(fresh, edits),
    ...changesIn(edits),
    hasChanges: Object.keys(edits).length > 0,
    conflicts: conflictsIn(fresh, edits),
    change: (part: Partial<Draft>) => setEdits((before) => editsWith(fresh, before, part)),
    settle: (choice: 'mine' | 'theirs') => setEdits((before) => settled(fresh, before, choice)),
    forget: () => setEdits({}),
  };
}

function pick<Draft extends object>(edits: Edits<Draft>, side: 'was' | 'is'): Partial<Draft> {
  const picked: Partial<Draft> = {};
  for (const name of Object.keys(edits) as (keyof Draft)[]) {
    const edit = edits[name];
    if (edit !== undefined) picked[name] = edit[side];
  }
  return picked;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
