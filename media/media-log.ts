// The log as media sees it: facts first, then a sentence. A pino logger fits; nothing here may know which one it is.

/** Structured log: `facts` carry ids and numbers, never a stream key. */
export interface MediaLog {
  debug(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}
