// The arguments of relays, word by word where a word is a decision: nothing secret, nothing but what was named.
import { describe, expect, it } from '@jest/globals';
import { relayPlan } from '../../../media/recipes/relay-arguments.ts';

const output = [
  ...['-map', '0:a:0?', '-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2', '-af', 'aresample=async=1000'],
  ...['-f', 'flv', '-flvflags', 'no_duration_filesize', '-flush_packets', '1', 'pipe:3'],
];

describe('a relay', () => {
  it('of an SRT port has its passphrase in the script alone', () => {
    const plan = relayPlan({ kind: 'srt', host: '::', port: 8890, passphrase: 'abcdefghijkl' }, 'copy');
    expect(plan.script).toBe(
      'ffconcat version 1.0\n' +
        "file 'srt://[::]:8890?mode=listener&passphrase=abcdefghijkl&pbkeylen=16&timeout=5000000'\n",
    );
    expect(plan.args).toEqual([
      ...['-hide_banner', '-loglevel', 'warning', '-nostats', '-protocol_whitelist', 'pipe,srt,udp'],
      ...['-safe', '0', '-f', 'concat', '-i', 'pipe:0', '-map', '0:v:0', '-c:v', 'copy', ...output],
    ]);
    expect(plan.secrets).toEqual(['abcdefghijkl']);
  });

  it('of an address may open no file, and quotes what the address has in it', () => {
    const url = "rtsp://a:b'c@192.0.2.1/";
    const plan = relayPlan({ kind: 'pull', url, options: { rtsp_transport: 'tcp' }, proxy: null }, 'copy');
    expect(plan.script).toBe("ffconcat version 1.0\nfile 'rtsp://a:b'\\''c@192.0.2.1/'\noption rtsp_transport 'tcp'\n");
    const protocols = plan.args[plan.args.indexOf('-protocol_whitelist') + 1];
    expect(protocols?.split(',')).not.toContain('file');
    expect(plan.args.join(' ')).not.toContain('192.0.2.1');
    expect(plan.environment).toEqual({});
  });

  it('of RTSP in TLS goes through the proxy that checks address and certificate, past which no host goes', () => {
    const proxy = 'http://feed:abc@127.0.0.1:4000/';
    const plan = relayPlan({ kind: 'pull', url: 'rtsps://camera.example/', options: {}, proxy }, 'copy');
    expect(plan.environment).toEqual({ http_proxy: proxy, no_proxy: '' });
    expect(`${plan.args.join(' ')} ${plan.script}`).not.toContain('abc');
    expect(plan.secrets).toContain(proxy);
  });

  it('of a file opens this file in this format, at the speed of life', () => {
    const plan = relayPlan({ kind: 'file', path: '/data/a.mp4', format: 'mov', pace: 'real-time' }, 'copy');
    const input = plan.args.slice(4, plan.args.indexOf('-map'));
    expect(input.slice(0, 6)).toEqual(['-nostdin', '-re', '-protocol_whitelist', 'file', '-format_whitelist', 'mov']);
    expect(input.slice(-4)).toEqual(['-f', 'mov', '-i', 'file:/data/a.mp4']);
    expect(plan.script).toBeNull();
  });

  it('of a file is held to the decoders and the sizes of a recording', () => {
    const { args } = relayPlan({ kind: 'file', path: '/data/a.mp4', format: 'mov', pace: 'fast' }, 'copy');
    const limit = (name: string): string => args[args.indexOf(`-${name}`) + 1] ?? '';
    expect(limit('codec_whitelist').split(',')).toEqual(expect.arrayContaining(['h264', 'hevc', 'aac', 'mp3float']));
    expect(limit('codec_whitelist')).not.toMatch(/png|gif|ffv1|ansi|concat/);
    expect([limit('max_pixels'), limit('max_streams'), limit('max_alloc')]).toEqual(['33177600', '32', '1073741824']);
    expect([limit('probesize'), limit('analyzeduration')]).toEqual(['20971520', '10000000']);
    expect(args.indexOf('-codec_whitelist')).toBeLessThan(args.indexOf('-i'));
  });

  it('of the test signal needs no font when it must do without', () => {
    const words = (isPlain: boolean): string => relayPlan({ kind: 'test' }, 'encode', isPlain).args.join(' ');
    expect(words(false)).toContain('drawtext');
    expect(words(true)).not.toContain('drawtext');
  });

  it('encodes with a keyframe every two seconds', () => {
    const { args } = relayPlan({ kind: 'camera', format: 'matroska' }, 'encode');
    expect(args).toEqual(expect.arrayContaining(['-force_key_frames', 'expr:gte(t,n_forced*2-0.005)', '-bf', '0']));
  });

  it('of a camera reads one format from its input, and shows its first keyframe after half a second', () => {
    const { args, script } = relayPlan({ kind: 'camera', format: 'mov' }, 'copy');
    expect(args.slice(4, 17)).toEqual([
      ...['-fpsprobesize', '0', '-analyzeduration', '500000', '-probesize', '200000', '-protocol_whitelist', 'pipe'],
      ...['-format_whitelist', 'mov', '-f', 'mov', '-i'],
    ]);
    expect([args[17], script]).toEqual(['pipe:0', null]);
    expect(args.join(' ')).not.toContain('nobuffer');
  });
});
