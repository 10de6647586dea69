// Files on their way to the server, one after the other, each with how far it is and what went wrong.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maxDocumentBytes } from '../../server/contract/documents.ts';
import { documentsQuery } from '../api/documents.ts';
import { useDeskProblemInWords } from '../desk/use-desk-action.ts';
import { useAnnounce } from '../ui/announcer.tsx';

/** A file that is not there yet; those that have arrived leave the list. */
export interface PendingFile {
  readonly key: number;
  readonly name: string;
  /** 0 to 1; null while it waits for its turn. */
  readonly part: number | null;
  readonly problem: string | null;
}

type Send = (file: File, onProgress: (part: number) => void) => Promise<unknown>;

export interface Uploads {
  readonly pending: readonly PendingFile[];
  /** Sends files by `send`; several calls go one after the other. */
  add(files: readonly File[], send: Send): void;
  /** Takes a file that was refused off the list. */
  dismiss(key: number): void;
}

/** The uploads of one place of a page. */
export function useUploads(sessionId: string): Uploads {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const inWords = useDeskProblemInWords();
  const [pending, setPending] = useState<readonly PendingFile[]>([]);
  const line = useRef(Promise.resolve());
  const lastKey = useRef(0);
  const change = (key: number, part: Partial<PendingFile>) =>
    setPending((list) => list.map((file) => (file.key === key ? { ...file, ...part } : file)));
  const dismiss = (key: number) => setPending((list) => list.filter((file) => file.key !== key));

  const sendOne = async (key: number, file: File, send: Send) => {
    change(key, { part: 0 });
    try {
      await send(file, (part) => change(key, { part }));
      await cache.invalidateQueries({ queryKey: documentsQuery(sessionId).queryKey });
      dismiss(key);
      announce(t('prepare.documents.arrived', { name: file.name }));
    } catch (error) {
      change(key, { problem: inWords(error) });
    }
  };
  const add: Uploads['add'] = (files, send) => {
    for (const file of files) {
      const key = ++lastKey.current;
      const problem =
        file.size > maxDocumentBytes
          ? t('prepare.documents.tooLarge', { limit: maxDocumentBytes / 1024 / 1024 })
          : null;
      setPending((list) => [...list, { key, name: file.name, part: null, problem }]);
      if (problem === null) line.current = line.current.then(() => sendOne(key, file, send));
    }
  };
  return { pending, add, dismiss };
}
