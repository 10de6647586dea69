// The sign for the door of the room (`/bodies/:id/sign`), made for one sheet of paper: that the session is filmed, and why.
import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { QrPicture } from '../accounts/qr-picture.tsx';
import { bodyQuery } from '../api/council.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTown } from '../ui/use-town.ts';
import './bodies.scss';

/** The page; on paper only the sign is left. */
export function RoomSignPage(): JSX.Element {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const body = useQuery(bodyQuery(id));
  const { crest } = useTown();
  if (body.error !== null) return <ProblemBox error={body.error} onRetry={() => void body.refetch()} />;
  if (body.data === undefined) return <Spinner />;
  const { name, rules } = body.data;
  const page = `/bodies/${encodeURIComponent(id)}`;
  const address = `${window.location.origin}${page}`;
  const steps = [{ words: name, to: page }, { words: t('bodies.sign.title') }];
  return (
    <Page title={`${t('bodies.sign.title')}: ${name}`} steps={steps}>
      <p className="cdv-sign-tools">
        <Button icon="document" onClick={() => window.print()}>
          {t('bodies.sign.print')}
        </Button>
      </p>
      <article className="cdv-sign">
        <div className="cdv-sign-head">
          <CameraPicture />
          {crest !== null && <img src={crest} alt="" />}
        </div>
        <h1>{t('bodies.sign.heading')}</h1>
        <p className="cdv-sign-body">{name}</p>
        <p>{t('bodies.sign.what')}</p>
        <p>{t('bodies.sign.frame')}</p>
        <p>{t('bodies.sign.secret')}</p>
        {rules.legal.whoMaySuspend !== null && <p>{t('bodies.legal.suspend', { who: rules.legal.whoMaySuspend })}</p>}
        {rules.legal.regulationUrl !== null && (
          <p className="cdv-sign-small">{t('bodies.sign.regulation', { address: rules.legal.regulationUrl })}</p>
        )}
        <footer>
          <QrPicture text={address} label={t('bodies.sign.qr')} />
          <p>
            {t('bodies.sign.more')} <br />
            <strong>{address}</strong>
          </p>
        </footer>
      </article>
    </Page>
  );
}

function CameraPicture(): JSX.Element {
  return (
    <svg className="cdv-sign-camera" viewBox="0 0 64 40" aria-hidden="true" focusable="false">
      <path d="M4 4h36a4 4 0 0 1 4 4v24a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4Zm44 12 16-9v26l-16-9V16Z" />
    </svg>
  );
}
