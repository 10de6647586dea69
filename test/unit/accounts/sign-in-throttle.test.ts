// Where sign-in attempts come from: one IPv6 network is one place.
import { describe, expect, it } from '@jest/globals';
import { createSignInThrottle, placeOf } from '../../../server/usecases/sign-in-throttle.ts';

describe('the place of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s is %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });
});

describe('the throttle', () => {
  it('counts the addresses of one IPv6 network together', async () => {
    const throttle = createSignInThrottle();
    const waits: number[] = [];
    for (let host = 1; host <= 31; host += 1) {
      waits.push(await throttle.attempt(`a${host}@example.org`, `2001:db8:1:2::${host.toString(16)}`));
    }
    expect(waits.slice(0, 30).every((wait) => wait === 0)).toBe(true);
    expect(waits[30]).toBeGreaterThan(0);
    expect(await throttle.attempt('b@example.org', '2001:db8:1:3::1')).toBe(0);
  });
});
