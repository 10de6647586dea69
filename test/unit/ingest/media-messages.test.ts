// Media messages become tags: legacy, enhanced, aggregated, empty, and with a clock that starts anew.
import { describe, expect, it } from '@jest/globals';
import { isAcceptedVideo, videoCodecOf } from '../../../media/ingest/flv-codec.ts';
import type { FlvTag } from '../../../media/ingest/flv-tag.ts';
import { amfObject, writeAmf0 } from '../../../media/ingest/rtmp/amf0-writer.ts';
import { createMediaReader } from '../../../media/ingest/rtmp/media-messages.ts';
import { createTimestampUnwrap } from '../../../media/ingest/rtmp/unwrap-timestamps.ts';
import { avcConfigs } from './samples.ts';

function read(...messages: readonly [typeId: number, timestamp: number, payload: Buffer][]): FlvTag[] {
  const tags: FlvTag[] = [];
  const reader = createMediaReader((tag) => tags.push(tag));
  for (const [typeId, timestamp, payload] of messages) reader.read({ typeId, streamId: 1, timestamp, payload }, 5);
  return tags;
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const enhanced = (first: string, fourCc: string, rest: string): Buffer =>
  Buffer.concat([hex(first), Buffer.from(fourCc, 'latin1'), hex(rest)]);

describe('media messages', () => {
  it('tell headers, keyframes and composition times', () => {
    const tags = read(
      [9, 0, hex('1700000000aa')],
      [9, 40, hex('1701000050bb')],
      [9, 80, hex('2701ffffd8cc')],
      [9, 81, hex('2701ffffd8')],
    );
    expect(
      tags.map(({ isSequenceHeader, isKeyframe, compositionMs }) => [isSequenceHeader, isKeyframe, compositionMs]),
    ).toEqual([
      [true, false, 0],
      [false, true, 80],
      [false, false, -40],
    ]);
    expect(tags[0]?.arrivedAtMs).toBe(5);
  });

  it('say a header that is repeated before every keyframe once, and another one again', () => {
    const tags = read(
      [9, 0, hex('1700000000aa')],
      [8, 0, hex('af001190')],
      [9, 40, hex('1701000000bb')],
      [9, 2000, hex('1700000000aa')],
      [8, 2000, hex('af001190')],
      [9, 2040, hex('1701000000bb')],
      [9, 4000, hex('1700000000cc')],
      [9, 6000, hex('1700000000aa')],
    );
    expect(tags.map(({ kind, isSequenceHeader, timestampMs }) => [kind, isSequenceHeader, timestampMs])).toEqual([
      ['video', true, 0],
      ['audio', true, 0],
      ['video', false, 40],
      ['video', false, 2040],
      ['video', true, 4000],
      ['video', true, 6000],
    ]);
  });

  it('are dropped when they are empty, end a sequence or carry a command', () => {
    expect(
      read(
        [9, 0, hex('')],
        [8, 0, hex('')],
        [8, 0, hex('af01')],
        [9, 0, hex('17')],
        [9, 0, hex('1702')],
        [9, 0, hex('1702000000')],
        [9, 0, hex('5700')],
        [9, 0, hex('17020000000000')],
      ),
    ).toEqual([]);
  });

  it('bring the H.264 of enhanced RTMP into legacy form', () => {
    const config = avcConfigs.high720p.toString('hex');
    const tags = read(
      [9, 0, enhanced('90', 'avc1', config)],
      [9, 0, enhanced('91', 'avc1', '000028' + 'aabb')],
      [9, 40, enhanced('a3', 'avc1', 'ccdd')],
      [9, 80, enhanced('92', 'avc1', '')],
    );
    expect(tags.map(({ payload }) => payload.toString('hex'))).toEqual([
      '1700000000' + config,
      '1701000028aabb',
      '2701000000ccdd',
    ]);
    expect(tags.map(({ isSequenceHeader, isKeyframe }) => [isSequenceHeader, isKeyframe])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });

  it('bring the AAC of enhanced RTMP into legacy form', () => {
    const tags = read(
      [8, 0, enhanced('90', 'mp4a', '1190')],
      [8, 21, enhanced('91', 'mp4a', 'aabb')],
      [8, 42, enhanced('92', 'mp4a', '')],
    );
    expect(tags.map(({ payload }) => payload.toString('hex'))).toEqual(['af001190', 'af01aabb']);
  });

  it.each([
    ['hvc1', 'hevc'],
    ['av01', 'av1'],
    ['vp09', 'vp9'],
    ['what', 'unknown'],
  ])('of codec %s keep its name and are not acceptable', (fourCc, name) => {
    const [tag] = read([9, 0, enhanced('91', fourCc, '000000aabb')]);
    expect(videoCodecOf(tag?.payload ?? Buffer.alloc(1))).toBe(name);
    expect(isAcceptedVideo(tag?.payload ?? Buffer.alloc(1))).toBe(false);
  });

  it('of the legacy number for HEVC are not acceptable either', () => {
    expect([videoCodecOf(hex('1c01')), isAcceptedVideo(hex('1c01'))]).toEqual(['hevc', false]);
  });

  it('lose the @setDataFrame before onMetaData, in both AMF forms', () => {
    const metadata = writeAmf0('onMetaData', amfObject({ width: 1280 }));
    const wrapped = Buffer.concat([writeAmf0('@setDataFrame'), metadata]);
    const tags = read([18, 0, wrapped], [18, 0, metadata], [15, 0, Buffer.concat([Buffer.from([0]), wrapped])]);
    expect(tags.map(({ kind, payload }) => [kind, payload])).toEqual(
      Array.from({ length: 3 }, () => ['data', metadata]),
    );
  });

  it('of other data are dropped unread', () => {
    expect(
      read([18, 0, Buffer.concat([writeAmf0('onTextData'), hex('ff')])], [18, 0, hex('')], [15, 0, hex('')]),
    ).toEqual([]);
  });

  it('inside an aggregate keep their distance from its own time', () => {
    const sub = (typeId: string, time: string, payload: string): string =>
      typeId + (payload.length / 2).toString(16).padStart(6, '0') + time + '000000' + payload + '00000000';
    const aggregate = hex(sub('08', '00000a00', 'af01aa') + sub('09', '00001e00', '2701000000bb'));
    expect(read([22, 1_000, aggregate]).map(({ kind, timestampMs }) => [kind, timestampMs])).toEqual([
      ['audio', 1_000],
      ['video', 1_020],
    ]);
    expect(() => read([22, 0, aggregate.subarray(0, 20)])).not.toThrow();
    expect(() => read([22, 0, aggregate.subarray(0, 30)])).toThrow('aggregate message is cut off');
  });
});

describe('timestamps', () => {
  it('count on beyond 32 bits, sound and picture together', () => {
    const tags = read(
      [9, 0xffffffd8, hex('2701000000bb')],
      [8, 0xfffffff8, hex('af01aa')],
      [9, 0, hex('2701000000bb')],
      [8, 20, hex('af01aa')],
    );
    expect(tags.map(({ timestampMs }) => timestampMs)).toEqual([0xffffffd8, 0xfffffff8, 0x1_0000_0000, 0x1_0000_0014]);
  });

  it('count on through several turns', () => {
    const unwrap = createTimestampUnwrap();
    const step = 0x4000_0000;
    for (let turn = 0; turn < 12; turn += 1) expect(unwrap.frame((turn * step) % 0x1_0000_0000)).toBe(turn * step);
  });

  it('are not led astray by headers at zero', () => {
    const unwrap = createTimestampUnwrap();
    expect([unwrap.aside(0), unwrap.frame(0xf0000000), unwrap.aside(0), unwrap.frame(0xf0000028)]).toEqual([
      0, 0xf0000000, 0x1_0000_0000, 0xf0000028,
    ]);
  });

  it('are never negative, and recover', () => {
    const unwrap = createTimestampUnwrap();
    expect([unwrap.frame(5), unwrap.frame(0xfffffffd), unwrap.frame(7)]).toEqual([5, 0, 7]);
  });
});
