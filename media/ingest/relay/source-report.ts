// How the sources of a session are doing, in facts; words for people are made elsewhere.
import type { RelayProblem } from './relay-problem.ts';
import type { RelayState } from './relayed-feed.ts';

/** Kinds of feed that the server opens itself. */
export type SourceKind = 'srt' | 'pull' | 'test' | 'file' | 'camera';

/** How one source is doing. */
export interface SourceReport {
  readonly kind: SourceKind;
  readonly state: RelayState;
  readonly problem: RelayProblem | null;
  /** Where it comes from, without credentials. */
  readonly from: string | null;
}
