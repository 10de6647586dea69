// Which addresses webhooks are not sent to.
import { describe, expect, it } from '@jest/globals';
import { isPrivate } from '../../../server/jobs/post-webhook.ts';

describe('a private address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '2001:0:53aa:64c::1',
    '3fff::1',
    'fec0::1',
    '192.88.99.1',
    '64:ff9b::a00:1',
    'not an address',
  ])('is %s', (address) => {
    expect(isPrivate(address)).toBe(true);
  });

  it.each(['93.184.215.14', '172.32.0.1', '2a00:1450:4002:402::200e'])('is not %s', (address) => {
    expect(isPrivate(address)).toBe(false);
  });
});
