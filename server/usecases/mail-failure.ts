// What it means that a mail did not leave: the mailbox refuses it, wants it later, or the mail server itself is away. Pure.
import { z } from 'zod';

const failureSchema = z.object({ responseCode: z.number().optional(), command: z.string().optional() });

/** `answer` is the mail server's number (RFC 5321), null when it gave none. */
export interface MailFailure {
  readonly kind: 'refused' | 'later' | 'away';
  readonly answer: number | null;
}

/** Only what is answered to the recipient or to the text concerns this mail; everything else concerns all of them. */
export function readMailFailure(error: unknown): MailFailure {
  const read = failureSchema.safeParse(error);
  const { responseCode, command } = read.success ? read.data : {};
  const answer = responseCode ?? null;
  if (answer === null || (command !== 'RCPT TO' && command !== 'DATA')) return { kind: 'away', answer };
  return { kind: answer >= 500 ? 'refused' : 'later', answer };
}
