// Which chosen passwords are too easy to guess.
import { describe, expect, it } from '@jest/globals';
import { judgePassword } from '../../../server/domain/password-rules.ts';

const judge = (password: string): boolean => judgePassword(password, 'anna.verdi@comune.example.it').ok;

describe('a chosen password', () => {
  it.each([
    ['a few signs repeated', 'abababababab'],
    ['digits in a row', '123456789012'],
    ['a row of the keyboard', 'QWERTYUIOPAS'],
    ['a well-known word with digits after it', 'Password123456'],
    ['the same between signs', 'pass-word-2026!'],
    ['the e-mail address', 'anna.verdi@comune.example.it'],
    ['its name with digits', 'AnnaVerdi2026!'],
  ])('is refused when it is %s', (_why, password) => {
    expect(judgePassword(password, 'anna.verdi@comune.example.it')).toMatchObject({
      ok: false,
      refusal: { code: 'weak-password' },
    });
  });

  it('may be any sentence, in any alphabet', () => {
    expect(judge('il gatto dorme sul registro')).toBe(true);
    expect(judge('ночью город спит')).toBe(true);
  });

  it('is not repeated in the refusal', () => {
    expect(JSON.stringify(judgePassword('Password123456', 'a@example.org'))).not.toContain('Password123456');
  });
});
