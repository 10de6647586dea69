// The file that this page is sending: how far it is, paused or not, and what went wrong.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UploadPurpose } from '../../server/contract/uploads.ts';
import { sendRecording, uploadsQuery, type Sending } from '../api/uploads.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { useDeskProblemInWords } from './use-desk-action.ts';

type OnItsWay =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'sending' | 'paused';
      readonly fileName: string;
      readonly sent: number;
      readonly total: number;
      readonly problem: string | null;
    };

export interface SendingState {
  readonly state: OnItsWay;
  start(wanted: { file: File; purpose: UploadPurpose; heldAt: string | null }): void;
  pause(): void;
  resume(): void;
  /** Stops here; what has arrived stays on the server until somebody removes it, or the same file is sent again. */
  giveUp(): void;
}

/** One file at a time; leaving the page pauses it. */
export function useSending(sessionId: string): SendingState {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const announce = useAnnounce();
  const inWords = useDeskProblemInWords();
  const sending = useRef<Sending | null>(null);
  const [state, setState] = useState<OnItsWay>({ kind: 'idle' });
  useEffect(() => () => void sending.current?.pause(), []);
  const lookAgain = (): void => void cache.invalidateQueries({ queryKey: uploadsQuery(sessionId).queryKey });
  const change = (more: { kind?: 'sending' | 'paused'; sent?: number; problem?: string | null }): void =>
    setState((now) => (now.kind === 'idle' ? now : { ...now, ...more }));
  const fail = (error: unknown): void => change({ kind: 'paused', problem: inWords(error) });
  return {
    state,
    start({ file, purpose, heldAt }) {
      setState({ kind: 'sending', fileName: file.name, sent: 0, total: file.size, problem: null });
      sendRecording({
        ...{ sessionId, file, purpose, heldAt },
        onProgress: (sent) => change({ sent }),
        onError: fail,
        onDone() {
          sending.current = null;
          setState({ kind: 'idle' });
          announce(t('recordings.sent'));
          lookAgain();
        },
      }).then((begun) => void (sending.current = begun), fail);
    },
    pause() {
      change({ kind: 'paused' });
      sending.current?.pause().catch(fail);
    },
    resume() {
      change({ kind: 'sending', problem: null });
      sending.current?.resume();
    },
    giveUp() {
      sending.current?.pause().catch(fail);
      sending.current = null;
      setState({ kind: 'idle' });
      lookAgain();
    },
  };
}
