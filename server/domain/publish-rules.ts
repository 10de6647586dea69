// What is amiss with a session before it is published: each point by itself, from facts that are passed in. Pure.
import type { VoteData } from '../contract/council-log.ts';
import type { CheckPoint } from '../contract/publishing.ts';
import type { Pause } from './log-reading.ts';
import { decideVote } from './vote-rules.ts';

/** An item of the agenda; `isLeftOut`: deferred, withdrawn, or not dealt with by intent. */
export interface CheckedItem {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly isMarked: boolean;
  readonly isLeftOut: boolean;
}

/** Everything that the list looks at. */
export interface PublishFacts {
  readonly hasCaptions: boolean;
  readonly documentCount: number;
  readonly items: readonly CheckedItem[];
  readonly votes: readonly VoteData[];
  readonly pauses: readonly Pause[];
  /** When something was recorded; ms since the epoch. */
  readonly recordings: readonly { readonly fromMs: number; readonly toMs: number | null }[];
  readonly withheld: readonly { readonly fromMs: number; readonly untilMs: number; readonly reason: string }[];
}

const shownNames = 10;
/** A picture that arrived just before the doors closed lasts a little longer than its arrival. */
const lastPictureMs = 1000;

/** The list, in the order in which a clerk works through it. */
export function checkPublishing(facts: PublishFacts): CheckPoint[] {
  const leaks = closedRecordings(facts);
  const unmarked = unmarkedItems(facts.items).map((item) => item.name);
  const votes = facts.votes.filter((vote) => !decideVote(vote).ok).map((vote) => vote.subject);
  return [
    { code: 'closed-parts', state: leaks > 0 ? 'forbidden' : 'ok', count: leaks, names: [] },
    { code: 'captions', state: facts.hasCaptions ? 'ok' : 'open', count: facts.hasCaptions ? 1 : 0, names: [] },
    { code: 'documents', state: facts.documentCount > 0 ? 'ok' : 'open', count: facts.documentCount, names: [] },
    point('marks', unmarked),
    point('votes', votes),
    {
      code: 'withheld',
      state: 'ok',
      count: facts.withheld.length,
      names: facts.withheld.map(({ reason }) => reason).slice(0, shownNames),
    },
  ];
}

function point(code: CheckPoint['code'], names: readonly string[]): CheckPoint {
  return { code, state: names.length > 0 ? 'open' : 'ok', count: names.length, names: names.slice(0, shownNames) };
}

/** Recordings that reach into closed doors, unless that part is withheld: there must be none, and this looks again. */
function closedRecordings({ pauses, recordings, withheld }: PublishFacts): number {
  const closed = pauses.filter((pause) => pause.kind === 'closed');
  return recordings.filter((recording) =>
    closed.some((pause) => {
      const fromMs = Math.max(recording.fromMs, pause.fromMs);
      const toMs = Math.min(recording.toMs ?? Infinity, pause.toMs ?? Infinity);
      const isHidden = withheld.some((range) => range.fromMs <= fromMs + lastPictureMs && toMs <= range.untilMs);
      return toMs > fromMs + lastPictureMs && !isHidden;
    }),
  ).length;
}

/** An item counts as marked when it or anything below it is. */
function unmarkedItems(items: readonly CheckedItem[]): CheckedItem[] {
  const isDone = (item: CheckedItem): boolean =>
    item.isMarked || item.isLeftOut || items.some((child) => child.parentId === item.id && isDone(child));
  const parentIsDealtWith = (item: CheckedItem): boolean => {
    const parent = items.find((one) => one.id === item.parentId);
    return parent !== undefined && (parent.isMarked || parent.isLeftOut || parentIsDealtWith(parent));
  };
  return items.filter((item) => !isDone(item) && !parentIsDealtWith(item));
}
