// What viewers read on the slate, in Italian and English, for each reason why there is no picture.
import type { SlateText } from '../../media/recipes/slate-arguments.ts';
import type { RecessNotice } from '../domain/recess-rules.ts';

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

/** Longer reasons stand on the page in full; on the picture they would be too small to read. */
const longestReason = 80;

/** The slate of a recess: until about when, and why, as far as it was said. `nowMs` tells whether that is another day. */
export function recessWords({ reason, expectedAtMs }: RecessNotice, nowMs: number): SlateText {
  const detail = reason === null ? null : shortened(reason);
  if (expectedAtMs === null) return { ...slateWords.recess, detail };
  const isToday = format(expectedAtMs, 'it-IT', day) === format(nowMs, 'it-IT', day);
  const [italian, english] = [format(expectedAtMs, 'it-IT', time), format(expectedAtMs, 'en-GB', time)];
  if (isToday) {
    return {
      headline: `Seduta sospesa fino alle ${italian} circa`,
      subline: `The session is in recess until about ${english}`,
      detail,
    };
  }
  return {
    headline: `Seduta sospesa fino a ${format(expectedAtMs, 'it-IT', day)}, ore ${italian} circa`,
    subline: `The session is in recess until ${format(expectedAtMs, 'en-GB', day)}, about ${english}`,
    detail,
  };
}

const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;

function format(atMs: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Rome', ...options }).format(atMs);
}

function shortened(reason: string): string {
  return reason.length <= longestReason ? reason : `${reason.slice(0, longestReason - 1).trimEnd()}…`;
}
