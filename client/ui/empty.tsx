// Words for a place where nothing is yet.
import type { ReactNode } from 'react';

/** Says that there is nothing, and optionally what to do. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className="cdv-empty">{children}</div>;
}
