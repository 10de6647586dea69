// After signing in staff land on a page of this site, whatever the link said.
import { describe, expect, it } from '@jest/globals';
import { returnPath, signInPath } from '../../../client/sign-in/return-path.ts';

const origin = 'https://consiglio.example';

describe('the way back after signing in', () => {
  it('keeps a path of this site with its query and fragment', () => {
    expect(returnPath('/desk/sessions/7?x=1#chat', origin)).toBe('/desk/sessions/7?x=1#chat');
  });

  it.each([
    null,
    '',
    'desk',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/sign-in?to=/sign-in',
    '/setup',
  ])('leads to the desk instead of %j', (wanted) => {
    expect(returnPath(wanted, origin)).toBe('/desk');
  });

  it('is found again in the sign-in address', () => {
    const to = new URL(signInPath('/desk?a=b&c=d'), origin).searchParams.get('to');
    expect(returnPath(to, origin)).toBe('/desk?a=b&c=d');
  });
});
