// Reading what ffmpeg says about itself.
import { describe, expect, it } from '@jest/globals';
import {
  ffmpegNeeds,
  findFfmpeg,
  isNewEnough,
  missingNames,
  parseNames,
  parseVersion,
} from '../../../media/ffmpeg/capabilities.ts';

const versionAnswer = (version: string, libavutil: string) =>
  `ffmpeg version ${version} Copyright (c) 2000-2026 the FFmpeg developers\nlibavutil      ${libavutil}.100 / ${libavutil}.100\n`;

const isUsable = (version: string, libavutil: string): boolean => {
  const parsed = parseVersion(versionAnswer(version, libavutil));
  return parsed !== null && isNewEnough(parsed);
};

describe('the version of ffmpeg', () => {
  it.each([
    ['5.1.9-0+deb12u1', '57. 28', true],
    ['7.1.1-1ubuntu1', '59. 39', true],
    ['n6.0', '58.  2', true],
    ['4.4.2-0ubuntu0.22.04.1', '56. 70', false],
    ['5.0.1', '57. 17', false],
    ['N-109468-gd39b34123d', '57. 44', true],
    ['N-100000-gabcdef', '56. 51', false],
    ['git-2026-01-01-abcdef', '60.  1', true],
  ])('%s with libavutil %s is new enough: %s', (version, libavutil, expected) => {
    expect(isUsable(version, libavutil)).toBe(expected);
  });

  it('is not read from another program', () => {
    expect(parseVersion('GNU bash, version 5.2')).toBeNull();
  });
});

describe('the abilities of ffmpeg', () => {
  it('are read from its tables without their legends', () => {
    const encoders = parseNames(
      ' V..... = Video\n ------\n V....D libx264    libx264 H.264 (codec h264)\n A....D aac   AAC\n',
    );
    expect([...encoders]).toEqual(['libx264', 'aac']);
    expect([...parseNames(' --\n D  mov,mp4,m4a  QuickTime / MOV\n  E flv   FLV\n')]).toEqual([
      'mov',
      'mp4',
      'm4a',
      'flv',
    ]);
    expect([...parseNames('  T.. = Timeline support\n ..C scale   V->V   Scale\n')]).toEqual(['scale']);
  });

  it('that are missing are named', () => {
    const nothing = new Set<string>();
    const present = {
      encoders: new Set(['aac', 'mjpeg']),
      demuxers: new Set(['mov']),
      muxers: new Set(ffmpegNeeds.muxers),
      filters: nothing,
    };
    expect(missingNames({ ...ffmpegNeeds, filters: ['scale'] }, present)).toBe(
      'encoder libx264, demuxer flv, filter scale',
    );
  });

  it('of a program that does not exist are told in one sentence with the cure', async () => {
    expect(await findFfmpeg({ ffmpeg: '/nowhere/ffmpeg' })).toEqual({
      kind: 'unusable',
      sentence: expect.stringMatching(/^\/nowhere\/ffmpeg was not found .*apt-get install ffmpeg$/),
    });
  });
});
