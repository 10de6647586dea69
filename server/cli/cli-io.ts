// What a verb of the command line gets from outside, and what it hands back.
import type { Config } from '../config.ts';

/** Where the command line writes. */
export interface CliIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Settings; the process' own environment unless a test gives others. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** What one verb is called with. */
export interface VerbCall {
  readonly config: Config;
  /** Words after the verb that are no option. */
  readonly words: readonly string[];
  /** Progress for a person; goes to standard error. */
  readonly tell: (line: string) => void;
}

/** The outcome of a verb: `json` is printed by `--json`, `text` otherwise. */
export interface VerbResult {
  readonly exitCode: 0 | 1 | 2;
  readonly json: object;
  readonly text: string;
}

/** A verb, and how `--help` describes it. */
export interface Verb {
  readonly usage: string;
  readonly help: string;
  run(call: VerbCall): Promise<VerbResult>;
}

/** The answer to something the operator can mend: one sentence. */
export function failed(sentence: string, exitCode: 1 | 2 = 1): VerbResult {
  return { exitCode, json: { ok: false, detail: sentence }, text: sentence };
}
