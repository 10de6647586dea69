// What an ffmpeg that relays a feed died of, as a code. Reads its last words; never repeats them (they name addresses).

/** `untrusted`: its certificate is not. `unreadable`: something arrived that is no picture and sound we can use. */
export const relayProblemCodes = [
  'source-forbidden',
  'source-untrusted',
  'source-refused',
  'source-not-found',
  'source-unreachable',
  'source-unreadable',
  'source-failed',
] as const;
export type RelayProblem = (typeof relayProblemCodes)[number];

const table: readonly (readonly [RegExp, RelayProblem])[] = [
  [/526 certificate/i, 'source-untrusted'],
  [/401 |403 |unauthorized|forbidden|authorization|badsecret|incorrect passphrase/i, 'source-refused'],
  [/404 |not found|410 |no such file/i, 'source-not-found'],
  [
    /refused|timed? ?out|unreachable|no route|resolve|failed to connect|connection (setup|reset)|network is|end of file|input\/output error|502 |503 |5XX/i,
    'source-unreachable',
  ],
  [
    /invalid data|could not find codec|matches no streams|not currently supported|does not contain/i,
    'source-unreadable',
  ],
];

/** The first row that fits; `source-failed` when none does. */
export function relayProblemOf(lastWords: string): RelayProblem {
  return table.find(([words]) => words.test(lastWords))?.[1] ?? 'source-failed';
}

/** It can be had by encoding: the pictures are of a codec that FLV cannot carry. */
export function needsEncoding(lastWords: string): boolean {
  return /not compatible with flv|codec \w+ (is )?not (currently )?supported|Tag .* incompatible|Could not write header/i.test(
    lastWords,
  );
}
