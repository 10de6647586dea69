// Where an act of the account pages went wrong, said at the place where it was asked.
import type { JSX } from 'react';
import { Alert } from '../ui/alert.tsx';

/** Nothing while all is well. */
export function ProblemLine({ problem }: { problem: string | null }): JSX.Element | null {
  if (problem === null) return null;
  return (
    <Alert kind="danger" urgency="urgent">
      <p>{problem}</p>
    </Alert>
  );
}
