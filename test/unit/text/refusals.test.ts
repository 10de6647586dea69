// Nobody at the desk has to read English: every refusal that the server can give has words in the reader's language.
import { expect, it } from '@jest/globals';
import { it as words } from '../../../client/text/it.ts';
import { plainCodes } from '../../../client/ui/plain-codes.ts';
import { problemStatus } from '../../../server/contract/problems.ts';

it('explains every refusal in words of its own', () => {
  const said = [words.desk.problems, words.accounts.problems, words.problems.codes].flatMap(Object.keys);
  const otherwise = ['slow-down', 'internal'];
  expect(Object.keys(problemStatus).filter((code) => ![...said, ...otherwise].includes(code))).toEqual([]);
  expect(Object.keys(words.problems.codes).sort()).toEqual([...plainCodes].sort());
});
