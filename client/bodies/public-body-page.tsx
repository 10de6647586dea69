// A body for everyone (`/bodies/:id`): by which rules its sessions are filmed, and the notice on personal data.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { bodyQuery } from '../api/council.ts';
import { calendarAddress } from '../api/preparation.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import './bodies.scss';
import { LegalFacts } from './legal-facts.tsx';
import { MemberList } from './member-list.tsx';
import { SubscribeForm } from './subscribe-form.tsx';

/** The page. */
export function PublicBodyPage(): JSX.Element {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const body = useQuery(bodyQuery(id));
  if (body.error !== null) {
    return (
      <Page title={t('bodies.title')}>
        <h1>{t('bodies.title')}</h1>
        <ProblemBox error={body.error} onRetry={() => void body.refetch()} />
      </Page>
    );
  }
  if (body.data === undefined) return <Spinner />;
  const { name, rules } = body.data;
  return (
    <Page title={name} steps={[{ words: name }]}>
      <div className="cdv-prose cdv-body-page">
        <h1>{name}</h1>
        <p>
          <a href={calendarAddress(id)}>{t('calendar.subscribe')}</a>
        </p>
        <SubscribeForm bodyId={id} />
        <MemberList bodyId={id} />
        <section aria-labelledby="body-legal">
          <h2 id="body-legal">{t('bodies.legal.heading')}</h2>
          <LegalFacts legal={rules.legal} />
          <p>
            <ButtonLink look="outline" icon="document" to={`/bodies/${encodeURIComponent(id)}/sign`}>
              {t('bodies.sign.open')}
            </ButtonLink>
          </p>
        </section>
      </div>
    </Page>
  );
}
