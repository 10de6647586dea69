// What a visitor must know before watching: not public, withheld, connection lost.
import { useTranslation } from 'react-i18next';
import type { Session } from '../../server/contract/sessions.ts';
import { useLiveSnapshot } from '../realtime/live-context.ts';
import { Alert } from '../ui/alert.tsx';

/** Boxes above the picture; nothing when all is ordinary. */
export function SessionNotices({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { connection } = useLiveSnapshot();
  return (
    <div className="cdv-notices">
      {session.publication === 'private' && <Alert kind="info">{t('state.privateLong')}</Alert>}
      {session.publication === 'withheld' && (
        <Alert kind="warning">{t('state.withheldLong', { reason: session.withheldReason ?? '–' })}</Alert>
      )}
      {connection === 'lost' && (
        <Alert kind="warning" urgency="urgent">
          {t('session.connectionLost')}
        </Alert>
      )}
    </div>
  );
}
