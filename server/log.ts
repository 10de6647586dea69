// The structured log: JSON lines for machines, one short line for a person at a terminal. Secrets are blotted out here.
// Must not know what is logged.
import { Writable } from 'node:stream';
import pino from 'pino';
import type { DestinationStream, Logger } from 'pino';

/** What every room may do with the log. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

const secretKeys = ['password', 'cookie', 'authorization', 'streamKey', 'token'];
const redacted = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** Makes the log. On a terminal each line is for a person, else JSON. */
export function createLog(options: { level: string; output: DestinationStream & { isTTY?: boolean } }): Logger {
  const output = options.output.isTTY === true ? forPeople(options.output) : options.output;
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redacted, censor: '[hidden]' },
      serializers: { err: pino.stdSerializers.err },
    },
    output,
  );
}

/** A log that says nothing, for tests and tools. */
export function createSilentLog(): Logger {
  return pino({ level: 'silent' });
}

function forPeople(output: DestinationStream): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().split('\n')) if (line !== '') output.write(`${toOneLine(line)}\n`);
      done();
    },
  });
}

/** One JSON log line → `19:30:02 info  signed in  email=a@b.it`. A line that is not JSON stays as it is. */
export function toOneLine(json: string): string {
  const entry = parseEntry(json);
  if (entry === null) return json;
  const { time, level, msg, err, ...facts } = entry;
  const clock = String(time).slice(11, 19);
  const words = Object.entries(facts).map(([key, value]) => `${key}=${shortly(value)}`);
  const trouble = err !== null && typeof err === 'object' && 'stack' in err ? `\n${String(err.stack)}` : '';
  return [clock, String(level).padEnd(5), String(msg ?? ''), ...words].join(' ').trimEnd() + trouble;
}

function parseEntry(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' ? { ...value } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function shortly(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
