// What the doors of feeds may say to the log. Stream keys never pass through here.

export type IngestFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The part of a structured log that ingest uses; a pino logger fits as it is. */
export interface IngestLog {
  info(facts: IngestFacts, message: string): void;
  warn(facts: IngestFacts, message: string): void;
  /** Only for bugs of ours. */
  error(facts: IngestFacts, message: string): void;
}
