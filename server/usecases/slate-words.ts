// What viewers read on the slate, in Italian and English, for each reason why there is no picture.
import type { SlateText } from '../../media/recipes/slate-arguments.ts';

/** Words by reason. */
export const slateWords = {
  /** On air, no picture has come yet. */
  notYet: {
    headline: 'La seduta sta per iniziare',
    subline: 'The session is about to begin',
    detail: null,
  },
  /** On air, the pictures stopped coming. */
  lost: {
    headline: 'Problema tecnico: la diretta riprende appena possibile',
    subline: 'Technical problem: we will be back as soon as possible',
    detail: null,
  },
  recess: { headline: 'Seduta sospesa', subline: 'The session is in recess', detail: null },
  closed: {
    headline: 'Seduta a porte chiuse, come prevede la legge',
    subline: 'Closed session, as the law requires',
    detail: null,
  },
} as const satisfies Readonly<Record<string, SlateText>>;
