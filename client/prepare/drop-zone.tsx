// Where files are dropped or chosen, and the list of those under way.
import { useId, useState, type DragEvent, type JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { documentFormats } from '../../server/contract/documents.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Uploads } from './use-uploads.ts';

const accepted = documentFormats.map((format) => `.${format}`).join(',');

/** `where` says to whom the files go, for those who do not see it. The field of the browser does all that dropping does. */
export function DropZone(props: { where: string; onFiles: (files: File[]) => void }): JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const { isOver, handlers } = useDrop(props.onFiles);
  return (
    <div className={`cv-prepare__drop ${isOver ? 'is-over' : ''}`.trim()} {...handlers}>
      <FileButton id={id} words={t('prepare.documents.add')} where={props.where} isMultiple onFiles={props.onFiles} />
      <span className="cdv-hint">{t('prepare.documents.drop')}</span>
    </div>
  );
}

/** A button that opens the browser's choice of files. */
export function FileButton(props: {
  id: string;
  words: string;
  where: string;
  isMultiple: boolean;
  onFiles: (files: File[]) => void;
}): JSX.Element {
  return (
    <span className="cv-prepare__file">
      <input
        id={props.id}
        type="file"
        className="visually-hidden"
        multiple={props.isMultiple}
        accept={accepted}
        onChange={(event) => {
          props.onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <label htmlFor={props.id} className="btn btn-outline-primary">
        <Icon name="upload" />
        <span>{props.words}</span>
        <span className="visually-hidden">: {props.where}</span>
      </label>
    </span>
  );
}

function useDrop(onFiles: (files: File[]) => void) {
  const [isOver, setOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      onFiles([...event.dataTransfer.files]);
    },
  };
  return { isOver, handlers };
}

/** Files under way and those that were refused, with why. */
export function PendingFiles({ uploads }: { uploads: Uploads }): JSX.Element | null {
  const { t } = useTranslation();
  if (uploads.pending.length === 0) return null;
  return (
    <ul className="cv-prepare__pending">
      {uploads.pending.map(({ key, name, part, problem }) => (
        <li key={key}>
          <span>{name}</span>
          {problem === null ? (
            <progress value={part ?? 0} max={1} aria-label={t('prepare.documents.sending', { name })} />
          ) : (
            <>
              <p className="cdv-field-error" role="alert">
                {problem}
              </p>
              <Button look="quiet" onClick={() => uploads.dismiss(key)}>
                {t('prepare.documents.dismiss')}
                <span className="visually-hidden">: {name}</span>
              </Button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
