// What was wrong with a line of a text or file that was read tolerantly; the pages say it in the reader's language.
import { z } from 'zod';

export const lineProblemCodes = [
  'no-title',
  'too-many-lines',
  'no-name',
  'name-twice',
  'role-unknown',
  'no-times',
  'times-unreadable',
  'ends-before-beginning',
  'too-late',
  'no-words',
  'words-cut',
  'too-many-cues',
] as const;
export type LineProblemCode = (typeof lineProblemCodes)[number];

/** `line` counts from 1; `detail` says it in English, with what stood there. */
export const lineProblemSchema = z.object({
  line: z.number().int(),
  code: z.enum(lineProblemCodes),
  detail: z.string(),
});
export type LineProblem = z.infer<typeof lineProblemSchema>;
