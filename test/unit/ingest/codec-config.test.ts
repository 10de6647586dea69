// Decoder configurations that real encoders made, and ones that nobody should make.
import { describe, expect, it } from '@jest/globals';
import { readAacConfig } from '../../../media/ingest/aac-config.ts';
import { h264ProfileName, readH264Config } from '../../../media/ingest/h264-config.ts';
import { aacConfigs, avcConfigs } from './samples.ts';

describe('H.264 configuration', () => {
  it.each([
    ['high720p', 'High', 31, 1280, 720, '4:2:0', 8, false, 'avc1.64001f'],
    ['baseline360p', 'Baseline', 30, 640, 360, '4:2:0', 8, false, 'avc1.42c01e'],
    ['high1080p', 'High', 40, 1920, 1080, '4:2:0', 8, false, 'avc1.640028'],
    ['high1080i', 'High', 40, 1920, 1080, '4:2:0', 8, true, 'avc1.640028'],
    ['high422At1080i', 'High 4:2:2', 40, 1920, 1080, '4:2:2', 8, true, 'avc1.7a0028'],
    ['high422TenBit', 'High 4:2:2', 31, 1280, 720, '4:2:2', 10, false, 'avc1.7a001f'],
    ['high444At854', 'High 4:4:4', 30, 854, 480, '4:4:4', 8, false, 'avc1.f4001e'],
  ] as const)(
    'of %s says what the encoder was told',
    (name, profile, level, width, height, chroma, bitDepth, isInterlaced, codec) => {
      const config = readH264Config(avcConfigs[name]);
      expect(config).toMatchObject({ level, width, height, chroma, bitDepth, isInterlaced, codec });
      expect(h264ProfileName(config?.profile ?? 0)).toBe(profile);
    },
  );

  it('is not read when it is cut off anywhere within its sequence parameters', () => {
    const whole = avcConfigs.high1080p;
    for (let length = 0; length < 8 + 27; length += 1) expect(readH264Config(whole.subarray(0, length))).toBeNull();
  });

  it('is not read when its numbers never end', () => {
    expect(
      readH264Config(Buffer.concat([Buffer.from([1, 100, 0, 40, 255, 0xe1, 0, 200]), Buffer.alloc(200)])),
    ).toBeNull();
  });

  it('is not read without sequence parameters', () => {
    expect(readH264Config(Buffer.from([1, 100, 0, 40, 255, 0xe0, 0, 0, 0]))).toBeNull();
  });
});

describe('AAC configuration', () => {
  it('says rate and channels', () => {
    expect(readAacConfig(aacConfigs.stereo48k)).toEqual({ objectType: 2, sampleRate: 48_000, channels: 2 });
    expect(readAacConfig(aacConfigs.mono44k)).toEqual({ objectType: 2, sampleRate: 44_100, channels: 1 });
  });

  it('is not read when it is cut off', () => {
    expect(readAacConfig(Buffer.alloc(0))).toBeNull();
    expect(readAacConfig(Buffer.from([0x17, 0x80]))).toBeNull();
  });
});
