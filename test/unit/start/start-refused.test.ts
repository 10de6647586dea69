// What the person at the terminal reads when the server cannot listen.
import { describe, expect, it } from '@jest/globals';
import { refuseAddress } from '../../../server/start-refused.ts';

const wanted = { setting: 'PORT', port: 80, host: '203.0.113.7' } as const;
const sentenceFor = (code: string): string => {
  try {
    return refuseAddress(Object.assign(new Error('listen'), { code }), wanted);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('an address that cannot be listened on', () => {
  it.each([
    ['EADDRINUSE', 'PORT is 80, but another program uses that port; stop it, or choose another port.'],
    ['EACCES', 'PORT is 80, which this user may not open; choose one above 1023.'],
    [
      'EADDRNOTAVAIL',
      'HOST is "203.0.113.7", which is no address of this machine; name one, or leave HOST out for all of them.',
    ],
    ['EMFILE', 'listen'],
  ])('%s', (code, sentence) => {
    expect(sentenceFor(code)).toBe(sentence);
  });
});
