// Hashes and checks passwords with Argon2id, one at a time: a flood of sign-ins must not take the threads that write recordings.
import { hash, verify } from '@node-rs/argon2';

/** OWASP's parameters for Argon2id: 19 MiB, two passes, one lane. Argon2id is the library's default algorithm. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let tail: Promise<unknown> = Promise.resolve();

/** The hash to store (PHC string with its salt). */
export function hashPassword(password: string): Promise<string> {
  return oneAtATime(() => hash(password, parameters));
}

/** Is it the password of this hash? */
export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return oneAtATime(() => verify(passwordHash, password));
}

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = tail.then(work, work);
  tail = mine.catch(() => undefined);
  return mine;
}
