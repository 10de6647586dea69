// Lets only signed-in staff in; everyone else goes to the sign-in page, which leads back here.
import { useQuery } from '@tanstack/react-query';
import type { JSX, ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { meQuery } from '../api/queries.ts';
import { signInPath } from '../sign-in/return-path.ts';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';

/** Where a second factor is set up: until a demanded one is, there is no other way. */
const ownAccount = '/desk/settings/me';

/** Shows its children to staff. The server checks again at every request; this is only the way to the door. */
export function StaffGate({ children }: { children: ReactNode }): JSX.Element {
  const me = useQuery(meQuery);
  const { pathname, search, hash } = useLocation();
  if (me.data === undefined && me.error !== null) {
    return <ProblemBox error={me.error} onRetry={() => void me.refetch()} />;
  }
  if (me.data === undefined) return <Spinner />;
  if (me.data === null) return <Navigate to={signInPath(`${pathname}${search}${hash}`)} replace />;
  if (me.data.secondFactor === 'missing' && pathname !== ownAccount) return <Navigate to={ownAccount} replace />;
  return <>{children}</>;
}
