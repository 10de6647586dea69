// Runs one act of the account pages at a time and says how it went; nothing is shown as done before the server says so.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/request.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { useProblemInWords } from '../ui/problem.tsx';

/** Refusals that these pages explain in the reader's language; the others keep the server's own words. */
const explained = [
  'account-not-found',
  'email-taken',
  'last-administrator',
  'link-not-valid',
  'not-allowed',
  'not-signed-in',
  'second-factor-demanded',
  'too-many-attempts',
  'weak-password',
  'wrong-credentials',
  'wrong-second-factor',
] as const;

/** The state of the acts of one part of a page. */
export interface Act {
  readonly isRunning: boolean;
  /** What went wrong last, as a sentence with its cure; null when it went well. */
  readonly problem: string | null;
  /** Does something; answers its result, or null when it was refused. `said` is announced when it is done. */
  run: <T>(act: () => Promise<T>, said?: string) => Promise<{ value: T } | null>;
}

/** One part of a page that acts. */
export function useAct(): Act {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const inWords = useProblemInWords();
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run: Act['run'] = async (act, said) => {
    setRunning(true);
    setProblem(null);
    try {
      const value = await act();
      if (said !== undefined) announce(said);
      return { value };
    } catch (error) {
      const code = explained.find((known) => error instanceof ApiError && error.code === known);
      setProblem(code === undefined ? inWords(error) : t(`accounts.problems.${code}`));
      return null;
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, problem, run };
}
