// Publishes the convocation by mail, and shows how many mails have left. Where no mail is sent it says so.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConvocationState, SentConvocation } from '../../server/contract/convocations.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { convocationQuery, publishConvocation } from '../api/convocations.ts';
import { runCommand } from '../api/desk.ts';
import { useDeskAction } from '../desk/use-desk-action.ts';
import { dayInWords, timeOfDay } from '../text/times.ts';
import { Button } from '../ui/button.tsx';
import { useLanguage } from '../ui/use-language.ts';

/** A panel of the preparation; the session may be private still: then it is published first. */
export function ConvocationMail({ session }: { session: Session }): JSX.Element | null {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const action = useDeskAction(session.id);
  const query = convocationQuery(session.id);
  const state = useQuery(query);
  if (state.data === undefined) return null;
  const isFirst = state.data.versions.length === 0;
  const mayBeSent = session.state === 'scheduled' && (isFirst || state.data.changedSince);
  const publish = async () => {
    if (session.publication === 'private') await runCommand(session.id, { command: 'publish' });
    return publishConvocation(session.id);
  };
  const send = async () => {
    const answer = await action.run('convocation', publish, t('convocations.desk.queued'));
    if (answer !== null) cache.setQueryData(query.queryKey, answer.value);
  };
  return (
    <section className="cv-desk__panel" aria-labelledby="prepare-convocation">
      <h2 id="prepare-convocation">{t('convocations.desk.heading')}</h2>
      <Recipients state={state.data} />
      {state.data.mail && mayBeSent && session.publication === 'private' && <p>{t('convocations.desk.alsoPublic')}</p>}
      {state.data.mail && !isFirst && state.data.changedSince && session.state === 'scheduled' && (
        <p>{t('convocations.desk.changedSince')}</p>
      )}
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      {state.data.mail && mayBeSent && (
        <Button disabled={action.running !== null} onClick={() => void send()}>
          {action.running !== null && t('desk.busy')}
          {action.running === null && t(isFirst ? 'convocations.desk.publish' : 'convocations.desk.publishAgain')}
        </Button>
      )}
      {!isFirst && (
        <ul className="cv-prepare__versions">
          {state.data.versions.map((version) => (
            <Version key={version.version} version={version} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Recipients({ state }: { state: ConvocationState }): JSX.Element {
  const { t } = useTranslation();
  if (!state.mail) return <p>{t('convocations.desk.noMail')}</p>;
  const { members, subscribers } = state;
  return (
    <p>
      {t('convocations.desk.recipients', { members, subscribers })} {t('convocations.desk.byItself')}
    </p>
  );
}

function Version({ version }: { version: SentConvocation }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const { kind, at, sent, waiting, refused, refusedMembers } = version;
  return (
    <li>
      {t(`convocations.desk.kind.${kind}`, { day: dayInWords(at, language), time: timeOfDay(at, language) })}{' '}
      {t('convocations.desk.counts', { sent, waiting, refused })}
      {refusedMembers.length > 0 && ` ${t('convocations.desk.refusedMembers', { names: refusedMembers.join(', ') })}`}
    </li>
  );
}
