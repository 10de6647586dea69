// What a clerk saw before writing: sent along, so that two who write at once do not undo each other's work unseen.
import { z } from 'zod';
import { instantSchema } from './instants.ts';

/** Fields as they were read, to send along with a change of them; when one reads otherwise by now the answer is 409. */
export function seenFieldsOf<Shape extends z.ZodRawShape>(fields: Shape) {
  return z
    .object(fields)
    .partial()
    .optional()
    .describe('these fields as they were read; when one is another by now the answer is 409; left out: not checked');
}

/** Where a mark was seen by whoever takes it back. */
export const seenInstantQuery = z.object({
  seen: instantSchema
    .optional()
    .describe('where the mark was seen; 409 when somebody has moved it since; left out: not checked'),
});

export const seenRowsSchema = z
  .array(z.object({ id: z.string().max(64), words: z.string().max(2200) }))
  .max(2000)
  .optional()
  .describe(
    'the list as it was read, in its order; when it is another one by now the answer is 409; left out: not checked',
  );
