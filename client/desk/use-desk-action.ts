// Runs what staff ask for, one thing at a time, and says how it went. Nothing is shown as done before the server says so.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logQuery } from '../api/council.ts';
import { sessionQuery } from '../api/queries.ts';
import { ApiError } from '../api/request.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { useProblemInWords } from '../ui/problem.tsx';

/** Refusals that the desk explains in the reader's language; the others keep the server's own words. */
const explained = [
  'command-not-allowed',
  'no-feed',
  'mark-not-on-air',
  'agenda-in-use',
  'agenda-item-not-found',
  'reason-required',
  'not-allowed',
  'bad-transcript',
  'bad-source',
  'too-large',
  'unavailable',
  'session-not-found',
  'stamped-by-other',
  'entry-changed',
  'changed-by-other',
  'log-not-open',
  'vote-does-not-add-up',
  'bad-agenda',
  'closed-part-recorded',
  'range-not-sealed',
  'range-destroyed',
  'second-person-needed',
  'bad-document',
  'bad-picture',
  'empty-file',
  'misnamed-document',
  'document-with-macros',
  'document-not-found',
] as const;

/** The state of the acts of one part of the desk. */
export interface DeskAction {
  /** Name of what is being done; null when nothing is. */
  running: string | null;
  /** What went wrong last, as a sentence with its cure; null when it went well. */
  problem: string | null;
  /** Does something; answers its result, or null when it was refused. `said` is announced when it is done. */
  run: <T>(name: string, act: () => Promise<T>, said?: string) => Promise<{ value: T } | null>;
}

/** Acts on one session (or on none, for a new one). */
export function useDeskAction(sessionId: string | null): DeskAction {
  const cache = useQueryClient();
  const announce = useAnnounce();
  const inWords = useDeskProblemInWords();
  const [running, setRunning] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const run: DeskAction['run'] = async (name, act, said) => {
    setRunning(name);
    setProblem(null);
    try {
      const value = await act();
      if (said !== undefined) announce(said);
      return { value };
    } catch (error) {
      setProblem(inWords(error));
      return null;
    } finally {
      if (sessionId !== null) {
        void cache.invalidateQueries({ queryKey: logQuery(sessionId).queryKey });
        await cache.invalidateQueries({ queryKey: sessionQuery(sessionId).queryKey });
      }
      setRunning(null);
    }
  };
  return { running, problem, run };
}

/** The sentence for an error on the desk. */
export function useDeskProblemInWords(): (error: unknown) => string {
  const { t } = useTranslation();
  const inWords = useProblemInWords();
  return (error) => {
    if (error instanceof ApiError && error.code === 'not-signed-in') return t('desk.signedOut');
    const code = explained.find((known) => error instanceof ApiError && error.code === known);
    return code === undefined ? inWords(error) : t(`desk.problems.${code}`);
  };
}
