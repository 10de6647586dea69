// Which chosen passwords are too easy to guess. Pure. Length is the contract's matter; no mixture of signs is asked for
// (NIST SP 800-63B section 3.1.1.2: compare with well-known passwords, no composition rules).
import { accept, refuse } from '../contract/problems.ts';
import type { Outcome } from '../contract/problems.ts';

/** What guessers try first among passwords of twelve characters and more, letters only where digits are appended. */
const wellKnown = new Set([
  'password',
  'passwordpassword',
  'administrator',
  'administratore',
  'amministratore',
  'amministrazione',
  'qwertyuiop',
  'qwertyuiopas',
  'qwertyuiopasdfghjkl',
  'asdfghjklqwerty',
  'letmein',
  'letmeinplease',
  'welcome',
  'changeme',
  'changemeplease',
  'iloveyou',
  'trustnoone',
  'consigliocomunale',
  'comune',
  'segreteria',
  'segreteriacomunale',
  'municipio',
  'benvenuto',
  'forzaitalia',
  'juventus',
  'casadivetro',
]);

const fewestSigns = 5;

/** Refuses with `weak-password`. `email` is the address of the account. */
export function judgePassword(password: string, email: string): Outcome<string> {
  const folded = password.toLowerCase();
  if (new Set(folded).size < fewestSigns) return tooWeak('it repeats a few signs');
  if (isRun(folded)) return tooWeak('it is a row of the keyboard or of the alphabet');
  if (wellKnown.has(folded.replaceAll(/[^a-z]/g, ''))) return tooWeak('it is one of those that are tried first');
  const name = email.split('@', 1)[0]?.toLowerCase() ?? '';
  if (folded.includes(email.toLowerCase()) || folded.replaceAll(/[^a-z]/g, '') === name.replaceAll(/[^a-z]/g, ''))
    return tooWeak('it is the e-mail address');
  return accept(password);
}

const rows = '01234567890123456789 9876543210987654321 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm';

function isRun(folded: string): boolean {
  return rows.split(' ').some((row) => row.includes(folded));
}

function tooWeak(why: string): Outcome<never> {
  return refuse('weak-password', `This password is too easy to guess: ${why}. Choose a sentence of your own.`);
}
