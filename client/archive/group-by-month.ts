// Puts a list of sessions under years and months; pure.
import { yearOf } from '../text/times.ts';

interface Dated {
  readonly scheduledAt: string;
}

/** Sessions of one month of one year, in the order they came. */
export interface MonthGroup<T> {
  readonly month: string;
  readonly sessions: T[];
}

/** One year with its months. */
export interface YearGroup<T> {
  readonly year: string;
  readonly months: MonthGroup<T>[];
}

/** Groups neighbours; `monthOf` names a month in the reader's language. */
export function groupByMonth<T extends Dated>(
  sessions: readonly T[],
  monthOf: (instant: string) => string,
): YearGroup<T>[] {
  const years: YearGroup<T>[] = [];
  for (const session of sessions) {
    const year = lastOrNew(
      years,
      (group) => group.year === yearOf(session.scheduledAt),
      () => ({
        year: yearOf(session.scheduledAt),
        months: [],
      }),
    );
    const month = monthOf(session.scheduledAt);
    const group = lastOrNew(
      year.months,
      (known) => known.month === month,
      () => ({ month, sessions: [] }),
    );
    group.sessions.push(session);
  }
  return years;
}

function lastOrNew<G>(groups: G[], fits: (group: G) => boolean, create: () => G): G {
  const last = groups.at(-1);
  if (last !== undefined && fits(last)) return last;
  const added = create();
  groups.push(added);
  return added;
}
