// Before the first broadcast of a body: asks for what the law wants to be settled. It warns and never holds up a session.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { missingLegalParts } from '../../server/contract/roster.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { bodyQuery } from '../api/council.ts';
import { Alert } from '../ui/alert.tsx';

/** A box while the session has not begun and something is missing. */
export function LegalNotice({ session }: { session: Session }): JSX.Element | null {
  const { t } = useTranslation();
  const body = useQuery(bodyQuery(session.bodyId));
  if (body.data === undefined || session.state !== 'scheduled') return null;
  const missing = missingLegalParts(body.data.rules.legal);
  if (missing.length === 0) return null;
  return (
    <Alert kind="warning">
      <p>
        {t('bodies.legal.before', {
          body: body.data.name,
          missing: missing.map((part) => t(`bodies.legal.missing.${part}`)).join(', '),
        })}{' '}
        <Link to={`/desk/bodies/${encodeURIComponent(session.bodyId)}#legal`}>{t('bodies.legal.complete')}</Link>
      </p>
    </Alert>
  );
}
