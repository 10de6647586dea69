// One document on the desk: its file, its title, who may read it, another file for it, and the way out.
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import type { Audience, ChangeDocument, DocumentKind, SessionDocument } from '../../server/contract/documents.ts';
import type { Session } from '../../server/contract/sessions.ts';
import { changeDocument, documentsQuery, readAgain, removeDocument, replaceDocumentFile } from '../api/documents.ts';
import { ChangedByOther, useFieldInWords } from '../desk/changed-by-other.tsx';
import { TwoStepButton } from '../desk/two-step-button.tsx';
import { useDeskAction } from '../desk/use-desk-action.ts';
import { useSeenDraft } from '../desk/use-seen-draft.ts';
import { sizeInWords } from '../text/file-sizes.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { DocumentLink } from '../watch/document-link.tsx';
import { isCorrected, NoteField, noteOf, useNeedsNote } from './correction-note.tsx';
import { FileButton, PendingFiles } from './drop-zone.tsx';
import { useUploads } from './use-uploads.ts';

/** The row; what is done seldom is folded away. */
export function DocumentRow({ session, document }: { session: Session; document: SessionDocument }): JSX.Element {
  const { t } = useTranslation();
  return (
    <li className="cv-prepare__document">
      {document.file === null ? (
        <span>{document.title}</span>
      ) : (
        <DocumentLink title={document.title} file={document.file} look="clip" />
      )}
      <p className="cdv-hint">
        {document.audience === 'staff' && <strong>{t('documents.forStaff')} · </strong>}
        {t(`prepare.documents.text.${document.textState}`, { count: document.pages ?? 0 })}
      </p>
      {(document.textState === 'failed' || document.textState === 'partial') && (
        <ReadAgain session={session} document={document} />
      )}
      <details className="cv-desk__fold">
        <summary>
          {t('prepare.documents.change')}
          <span className="visually-hidden">: {document.title}</span>
        </summary>
        <div className="cv-desk__fold-content">
          <DocumentForm session={session} document={document} />
          <ReplaceFile session={session} document={document} />
          <Earlier document={document} />
          <Remove session={session} document={document} />
        </div>
      </details>
    </li>
  );
}

interface PartProps {
  session: Session;
  document: SessionDocument;
}

function useDocumentAction(sessionId: string) {
  const cache = useQueryClient();
  const action = useDeskAction(sessionId);
  const run = async (name: string, act: () => Promise<unknown>, said: string) => {
    const answer = await action.run(name, act, said);
    await cache.invalidateQueries({ queryKey: documentsQuery(sessionId).queryKey });
    return answer;
  };
  return { ...action, run };
}

function ReadAgain({ session, document }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const action = useDocumentAction(session.id);
  const again = () =>
    void action.run('read', () => readAgain(session.id, document.id), t('prepare.documents.willRead'));
  return (
    <>
      <Button
        look="outline"
        disabled={action.running !== null}
        aria-label={t('prepare.documents.readAgainOf', { title: document.title })}
        onClick={again}
      >
        {t('prepare.documents.readAgain')}
      </Button>
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
    </>
  );
}

function DocumentForm({ session, document }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const action = useDocumentAction(session.id);
  const form = useSeenDraft<Facts>(factsOf(document));
  const { title, audience, kind } = form.draft;
  const inWords = useFieldInWords();
  const yesOrNo = (holds: boolean) => t(holds ? 'together.yes' : 'together.no');
  const [note, setNote] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    const change: ChangeDocument = { ...form.now, seen: form.seen, ...noteOf(note) };
    void action
      .run('save', () => changeDocument(session.id, document.id, change), t('prepare.saved'))
      .then((answer) => answer !== null && form.forget());
  };
  return (
    <form className="cv-prepare__form" onSubmit={save}>
      <TextField
        label={t('prepare.documents.title')}
        value={title}
        maxLength={500}
        required
        onChange={(event) => form.change({ title: event.currentTarget.value })}
      />
      <label className="cdv-check">
        <input
          type="checkbox"
          checked={audience === 'staff'}
          onChange={(event) => form.change({ audience: event.currentTarget.checked ? 'staff' : 'public' })}
        />
        <span>{t('prepare.documents.staffOnly')}</span>
      </label>
      <label className="cdv-check">
        <input
          type="checkbox"
          checked={kind === 'minutes'}
          onChange={(event) => form.change({ kind: event.currentTarget.checked ? 'minutes' : 'document' })}
        />
        <span>{t('prepare.documents.isMinutes')}</span>
      </label>
      <NoteField session={session} value={note} onChange={setNote} />
      <ChangedByOther
        lines={form.conflicts.map((name) =>
          name === 'title'
            ? inWords(t('prepare.documents.title'), document.title)
            : name === 'kind'
              ? inWords(t('prepare.documents.isMinutes'), yesOrNo(document.kind === 'minutes'))
              : inWords(t('prepare.documents.staffOnly'), yesOrNo(document.audience === 'staff')),
        )}
        onTake={() => form.settle('theirs')}
        onKeep={() => form.settle('mine')}
      />
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
      <Button type="submit" look="outline" disabled={action.running !== null}>
        {action.running === null ? t('prepare.save') : t('desk.busy')}
      </Button>
    </form>
  );
}

interface Facts {
  title: string;
  audience: Audience;
  kind: DocumentKind;
}

function factsOf({ title, audience, kind }: SessionDocument): Facts {
  return { title, audience, kind };
}

function ReplaceFile({ session, document }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const uploads = useUploads(session.id);
  const [note, setNote] = useState('');
  const replace = (files: readonly File[]) =>
    uploads.add(files, (file, onProgress) =>
      replaceDocumentFile(
        session.id,
        { id: document.id, file, seen: document.file?.version ?? 0, note: note === '' ? undefined : note },
        onProgress,
      ),
    );
  return (
    <div className="cv-prepare__form">
      <NoteField session={session} value={note} onChange={setNote} />
      <FileButton
        id={id}
        words={t('prepare.documents.replace')}
        where={document.title}
        isMultiple={false}
        onFiles={replace}
      />
      <PendingFiles uploads={uploads} />
    </div>
  );
}

function Earlier({ document }: { document: SessionDocument }): JSX.Element | null {
  const { t } = useTranslation();
  const language = useLanguage();
  if (document.versions === undefined || document.versions.length === 0) return null;
  return (
    <div>
      <p>{t('prepare.documents.earlier')}</p>
      <ul>
        {document.versions.map((file) => (
          <li key={file.version}>
            <a href={file.url} download>
              {t('prepare.documents.version', { version: file.version, name: file.name })} (
              {sizeInWords(file.bytes, language)})
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Remove({ session, document }: PartProps): JSX.Element {
  const { t } = useTranslation();
  const action = useDocumentAction(session.id);
  const needsNote = useNeedsNote(session);
  const remove = (note: string) =>
    void action.run(
      'remove',
      () => removeDocument(session.id, document.id, note === '' ? undefined : note),
      t('prepare.documents.removed', { title: document.title }),
    );
  return (
    <>
      <TwoStepButton
        words={t('prepare.documents.remove')}
        icon="trash"
        question={t('prepare.documents.removeAsk', { title: document.title })}
        yes={t('prepare.documents.removeYes')}
        isRunning={action.running !== null}
        isDisabled={action.running !== null}
        reasonLabel={needsNote ? t('prepare.note') : null}
        onConfirm={remove}
      />
      {isCorrected(session) && document.audience === 'public' && (
        <p className="cdv-hint">{t('prepare.documents.removeHint')}</p>
      )}
      {action.problem !== null && <p className="cdv-field-error">{action.problem}</p>}
    </>
  );
}
