// A list as it reads, line by line, for both sides to compare. Without schemas: the pages of citizens fetch it too.

/** A line of a list that is replaced as a whole. */
export interface SeenRow {
  readonly id: string;
  readonly words: string;
}

interface AgendaBranch {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly type: string | null;
  readonly children?: readonly AgendaBranch[];
}

/** An agenda as it was seen: `number title`, with the town's own type in brackets, in reading order. */
export function agendaRows(items: readonly AgendaBranch[]): SeenRow[] {
  return items.flatMap((item) => {
    const { id, number, title, type } = item;
    const words = `${number} ${title}${type === null ? '' : ` [${type}]`}`.trim();
    return [{ id, words }, ...agendaRows(item.children ?? [])];
  });
}

/** A roster as it was seen: `name (role, group)`, in the order of the roll call. */
export function rosterRows(
  members: readonly { personId: string; name: string; group: string | null; role: string }[],
): SeenRow[] {
  return members.map(({ personId, name, group, role }) => ({
    id: personId,
    words: `${name} (${group === null ? role : `${role}, ${group}`})`,
  }));
}
