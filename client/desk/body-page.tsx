// A body on the desk (`/desk/bodies/:id`): its members, the rule of its quorum, why it may be filmed, what of its log is public.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent, JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Roster, RosterPreview } from '../../server/contract/roster.ts';
import { rosterRows } from '../../server/contract/seen-rows.ts';
import { bodyQuery, previewRoster, replaceRoster, rosterQuery } from '../api/council.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemBox } from '../ui/problem.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { BodyRulesForm } from './body-rules-form.tsx';
import './council.scss';
import './desk.scss';
import { MemberContacts } from './member-contacts.tsx';
import { MemberPhotos } from './member-photos.tsx';
import { ChangedByOther } from './changed-by-other.tsx';
import { StaffGate } from './staff-gate.tsx';
import { draftOfTerm, readTerm, TermFields } from './term-fields.tsx';
import { useDeskAction } from './use-desk-action.ts';

/** The page. */
export function BodyPage(): JSX.Element {
  const { id = '' } = useParams();
  return (
    <StaffGate>
      <Body key={id} bodyId={id} />
    </StaffGate>
  );
}

function Body({ bodyId }: { bodyId: string }): JSX.Element {
  const { t } = useTranslation();
  const body = useQuery(bodyQuery(bodyId));
  const roster = useQuery(rosterQuery(bodyId));
  const error = body.error ?? roster.error;
  if (error !== null) return <ProblemBox error={error} onRetry={() => void body.refetch()} />;
  if (body.data === undefined || roster.data === undefined) return <Spinner />;
  const steps = [{ words: t('desk.title'), to: '/desk' }, { words: body.data.name }];
  return (
    <Page title={`${t('council.body.title')}: ${body.data.name}`} steps={steps}>
      <div className="cv-desk cv-desk--front">
        <h1>{body.data.name}</h1>
        <MembersForm bodyId={bodyId} roster={roster.data} />
        <MemberPhotos bodyId={bodyId} members={roster.data.members} />
        <MemberContacts bodyId={bodyId} members={roster.data.members} />
        <BodyRulesForm body={body.data} />
      </div>
    </Page>
  );
}

function MembersForm({ bodyId, roster }: { bodyId: string; roster: Roster }): JSX.Element {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const action = useDeskAction(null);
  const [known, setKnown] = useState(roster);
  const [text, setText] = useState(() => writeRoster(roster));
  const [preview, setPreview] = useState<RosterPreview | null>(null);
  const [term, setTerm] = useState(() => draftOfTerm(roster.term));
  const read = readTerm(term);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (read === null) return;
    const keep = async () => {
      const understood = await previewRoster(text.trim() === '' ? '\n' : text);
      setPreview(understood);
      return replaceRoster(bodyId, { members: understood.members, term: read.term, seen: known });
    };
    const answer = await action.run('members', keep, t('council.body.saved'));
    if (answer === null) return cache.invalidateQueries({ queryKey: rosterQuery(bodyId).queryKey });
    setKnown(answer.value);
    cache.setQueryData(rosterQuery(bodyId).queryKey, answer.value);
  };
  const readFile = async (file: File | undefined) => {
    if (file === undefined) return;
    const content = await file.text();
    setText(content);
    await action.run('file', async () => setPreview(await previewRoster(content)));
  };
  return (
    <form
      className="cv-desk__panel cv-desk__form"
      onSubmit={(event) => void save(event)}
      aria-labelledby="body-members"
    >
      <h2 id="body-members">{t('council.body.members')}</h2>
      <Field label={t('council.body.chooseFile')}>
        {(ids) => (
          <input
            {...ids}
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={(event) => void readFile(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
      <Field label={t('council.body.members')} hint={t('council.body.membersHint')}>
        {(ids) => (
          <textarea
            {...ids}
            className="form-control cv-desk__textarea"
            rows={12}
            value={text}
            spellCheck={false}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <TermFields draft={term} onChange={setTerm} />
      {preview !== null && <Understood preview={preview} />}
      <ChangedByOther
        lines={rosterChanges(known, roster)}
        onTake={() => {
          setKnown(roster);
          setText(writeRoster(roster));
        }}
        onKeep={() => setKnown(roster)}
      />
      {action.problem !== null && (
        <Alert kind="danger" urgency="urgent">
          <p>{action.problem}</p>
        </Alert>
      )}
      <Button type="submit" disabled={action.running !== null}>
        {action.running === null ? t('council.body.save') : t('desk.busy')}
      </Button>
    </form>
  );
}

function Understood({ preview }: { preview: RosterPreview }): JSX.Element {
  const { t } = useTranslation();
  return (
    <div role="status">
      <p>{t('council.body.read', { count: preview.members.length })}</p>
      <ul>
        {preview.problems.map(({ line, text, code }) => (
          <li key={`${line}-${code}`}>
            {t('council.body.line', { line, detail: t(`problems.lines.${code}`) })} <code>{text}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Who came, went or changed since the roster was read, a line each. */
function rosterChanges(known: Roster, now: Roster): string[] {
  const [before, after] = [known, now].map((one) => rosterRows(one.members).map((row) => row.words));
  const gone = (before ?? []).filter((words) => !(after ?? []).includes(words));
  const come = (after ?? []).filter((words) => !(before ?? []).includes(words));
  return [...gone.map((words) => `− ${words}`), ...come.map((words) => `+ ${words}`)];
}

/** The roster as the lines that the server reads again; the heading tells the columns. */
function writeRoster(roster: Roster): string {
  if (roster.members.length === 0) return '';
  const quote = (cell: string) => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = roster.members.map(({ name, group, role }) => [name, group ?? '', role].map(quote).join(';'));
  return ['name;group;role', ...lines].join('\n');
}
