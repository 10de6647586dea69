// Which addresses are fetched at all, how they are shown, and which machines they may lead to.
import { describe, expect, it } from '@jest/globals';
import { createAllowedAddresses } from '../../../media/ingest/pull/allowed-addresses.ts';
import { readPullAddress, showPullAddress, withCheckedHost } from '../../../media/ingest/pull/pull-address.ts';

const addressOf = (text: string) => {
  const read = readPullAddress(text);
  if (read.kind === 'refused') throw new Error(read.sentence);
  return read.address;
};

describe('an address to fetch from', () => {
  it.each([
    'file:///etc/passwd',
    '/etc/passwd',
    'concat:a|b',
    'ftp://example.org/a',
    'rtmp://example.org/live/a',
    'data:video/mp4,aaaa',
    'srt://example.org',
    'srt://example.org:99?mode=listener',
    'rtsp://example.org/a b',
    "rtsp://example.org/a\nfile '/etc/passwd'",
    `http://example.org/${'a'.repeat(2_000)}`,
  ])('is refused when it is %j', (text) => {
    expect(readPullAddress(text).kind).toBe('refused');
  });

  it.each([
    ['rtsp://admin:pa%24s@camera.example.org/stream1', 'rtsp://•••@camera.example.org/stream1'],
    ['rtsps://admin:pa%24s@camera.example.org/stream1', 'rtsps://•••@camera.example.org/stream1'],
    ['srt://studio.example.org:9000?passphrase=abcdefghijkl', 'srt://studio.example.org:9000?•••'],
    ['https://example.org/live.m3u8?token=abc', 'https://example.org/live.m3u8?•••'],
    ['http://[2001:db8::1]:8080/a.ts', 'http://[2001:db8::1]:8080/a.ts'],
  ])('%s is shown as %s', (text, shown) => {
    expect(showPullAddress(addressOf(text))).toBe(shown);
  });

  it('keeps everything but the name of the host once that was checked', () => {
    const camera = addressOf('rtsp://admin:pa%24s@camera.example.org:8554/a?b=c');
    expect(withCheckedHost(camera, '198.51.100.7')).toBe('rtsp://admin:pa%24s@198.51.100.7:8554/a?b=c');
    expect(withCheckedHost(camera, '2001:db8::7')).toBe('rtsp://admin:pa%24s@[2001:db8::7]:8554/a?b=c');
  });
});

describe('the machines that may be fetched from', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'no address',
  ])('do not include %s', (address) => {
    expect(createAllowedAddresses([]).mayFetch(address)).toBe(false);
  });

  it.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14'])(
    'include %s',
    (address) => {
      expect(createAllowedAddresses([]).mayFetch(address)).toBe(true);
    },
  );

  it('include the networks that the operator named, and no neighbour of theirs', () => {
    const allowed = createAllowedAddresses(['192.168.10.0/24', 'fd00:1::/64', '10.0.0.9']);
    const asked = ['192.168.10.7', '192.168.11.7', 'fd00:1::5', 'fd00:2::5', '10.0.0.9', '10.0.0.10'];
    expect(asked.map(allowed.mayFetch)).toEqual([true, false, true, false, true, false]);
  });

  it('are found by name, and the address that was checked is the one handed on', async () => {
    const answers: Record<string, string[]> = {
      'camera.example.org': ['10.0.0.1', '93.184.215.14'],
      'inside.example.org': ['10.0.0.1'],
    };
    const find = async (host: string): Promise<string[]> => answers[host] ?? Promise.reject(new Error('ENOTFOUND'));
    const allowed = createAllowedAddresses([], find);
    expect(await allowed.check('camera.example.org')).toEqual({ kind: 'allowed', address: '93.184.215.14' });
    expect(await allowed.check('inside.example.org')).toEqual({ kind: 'forbidden' });
    expect(await allowed.check('nobody.example.org')).toEqual({ kind: 'unknown' });
    expect(await allowed.check('127.0.0.1')).toEqual({ kind: 'forbidden' });
  });
});
