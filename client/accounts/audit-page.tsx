// The trail (`/desk/settings/audit`): who did what and when, from which value to which. For administrators.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditEntry, AuditPage } from '../../server/contract/audit.ts';
import { auditQuery } from '../api/integrations.ts';
import type { AuditFilter } from '../api/integrations.ts';
import { romeToInstant } from '../desk/rome-time.ts';
import { dayInShort, timeOfDay } from '../text/times.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { changesOf } from './audit-changes.ts';
import { knownAct } from './audit-acts.ts';

/** How the actions of a kind begin. */
const kinds = {
  all: '',
  signIns: 'account.sign',
  accounts: 'account.',
  sessions: 'session.',
  tokens: 'token.',
  marks: 'mark.',
  log: 'log.',
  documents: 'document.',
  bodies: 'body.',
  ranges: 'range.',
  settings: 'settings.',
} as const;
type Kind = keyof typeof kinds;

interface Draft {
  kind: Kind;
  actor: string;
  fromDay: string;
  toDay: string;
}

/** The page. */
export function AuditTrailPage(): JSX.Element {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>({ kind: 'all', actor: '', fromDay: '', toDay: '' });
  const trail = useInfiniteQuery(auditQuery(toFilter(draft)));
  const pages = trail.data?.pages ?? [];
  const entries = pages.flatMap(({ items, names }) => items.map((entry) => ({ entry, names })));
  return (
    <section className="cv-accounts__part" aria-labelledby="audit-trail">
      <h2 id="audit-trail">{t('accounts.audit.heading')}</h2>
      <Filters draft={draft} onChange={setDraft} />
      {trail.error !== null && <ProblemBox error={trail.error} onRetry={() => void trail.refetch()} />}
      {trail.isPending && <Spinner />}
      {trail.isSuccess && entries.length === 0 && <Empty>{t('accounts.audit.none')}</Empty>}
      <ol className="cv-accounts__list">
        {entries.map(({ entry, names }) => (
          <Entry key={entry.id} entry={entry} names={names} />
        ))}
      </ol>
      {trail.hasNextPage && (
        <Button look="outline" disabled={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
          {t('accounts.audit.more')}
        </Button>
      )}
    </section>
  );
}

function toFilter({ kind, actor, fromDay, toDay }: Draft): AuditFilter {
  return {
    action: kinds[kind],
    actor: actor.trim(),
    from: romeToInstant(fromDay, '00:00') ?? '',
    to: romeToInstant(toDay, '23:59') ?? '',
  };
}

function Filters({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }): JSX.Element {
  const { t } = useTranslation();
  const names = Object.keys(kinds) as Kind[];
  return (
    <form className="cv-accounts__filters" onSubmit={(event) => event.preventDefault()}>
      <SelectField
        label={t('accounts.audit.kind')}
        value={draft.kind}
        onChange={(event) => {
          const kind = names.find((name) => name === event.currentTarget.value);
          if (kind !== undefined) onChange({ ...draft, kind });
        }}
      >
        {names.map((kind) => (
          <option key={kind} value={kind}>
            {t(`accounts.audit.kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('accounts.audit.actor')}
        value={draft.actor}
        maxLength={254}
        onChange={(event) => onChange({ ...draft, actor: event.currentTarget.value })}
      />
      <TextField
        type="date"
        label={t('accounts.audit.from')}
        value={draft.fromDay}
        onChange={(event) => onChange({ ...draft, fromDay: event.currentTarget.value })}
      />
      <TextField
        type="date"
        label={t('accounts.audit.to')}
        value={draft.toDay}
        onChange={(event) => onChange({ ...draft, toDay: event.currentTarget.value })}
      />
    </form>
  );
}

function Entry({ entry, names }: { entry: AuditEntry; names: AuditPage['names'] }): JSX.Element {
  const { t } = useTranslation();
  const language = useLanguage();
  const nothing = t('accounts.audit.nothing');
  const act = knownAct(entry.action);
  const instant = (at: string) => `${dayInShort(at, language)}, ${timeOfDay(at, language)}`;
  const time = (atMs: number) => instant(new Date(atMs).toISOString());
  return (
    <li className="cv-accounts__card">
      <p>
        <time dateTime={entry.at}>{instant(entry.at)}</time>{' '}
        <strong>{act === null ? entry.action : t(`accounts.audit.acts.${act}`)}</strong>{' '}
        {t('accounts.audit.by', { actor: entry.actor })}{' '}
        {entry.sessionId !== null && (
          <Link to={`/desk/sessions/${entry.sessionId}`}>{names[entry.sessionId] ?? t('accounts.audit.session')}</Link>
        )}
      </p>
      {entry.reason !== null && <p>{t('accounts.audit.reason', { reason: entry.reason })}</p>}
      <ul>
        {changesOf(entry.before, entry.after, { names, time }).map((change) => (
          <li key={change.name}>
            {change.name}: {change.from ?? nothing} → {change.to ?? nothing}
          </li>
        ))}
      </ul>
    </li>
  );
}
