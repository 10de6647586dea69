// One session's feed: takeover, silence and facts, on a clock moved by hand.
import { describe, expect, it } from '@jest/globals';
import { amfObject, writeAmf0 } from '../../../media/ingest/rtmp/amf0-writer.ts';
import { createScene } from './feed-scene.ts';
import { aacConfigs, audioHeader, avcConfigs, picture, sound, videoHeader } from './samples.ts';

describe('feed hub', () => {
  it('waits until an encoder sends, and then receives', () => {
    const scene = createScene();
    expect(scene.hub.facts()).toMatchObject({ status: 'waiting', remoteAddress: null, videoCodec: null });
    const source = scene.join();
    expect(scene.hub.report()).toMatchObject({ status: 'waiting', remoteAddress: '192.0.2.7' });
    source.deliver(picture(0, { isKeyframe: true }));
    expect(scene.hub.report()).toMatchObject({ status: 'receiving', receivingSinceMs: 1_800_000_000_000 });
  });

  it.each([
    ['MP3', '2ffffb9064aabbccddee', '2ffffb90640000000000', 'mp3'],
    ['PCM', '3f112233', '3f000000', 'pcm'],
    ['G.711', '72112233', '72d5d5d5', 'pcm_alaw'],
  ])('has a blank tag in the place of the header that %s lacks', (_name, heard, blank, codec) => {
    const scene = createScene();
    const source = scene.join();
    const payload = Buffer.from(heard, 'hex');
    for (const timestampMs of [40, 66]) source.deliver(sound(timestampMs, { payload }));
    expect(scene.hub.headers().audio).toMatchObject({ payload: Buffer.from(blank, 'hex'), isSequenceHeader: true });
    expect(scene.tags.map((tag) => tag.payload)).toEqual([payload, payload]);
    expect(scene.hub.report().audioCodec).toBe(codec);
  });

  it('hands on every tag in order and keeps the newest headers', () => {
    const { hub, tags, join } = createScene();
    const source = join();
    const sent = [videoHeader(), audioHeader(), picture(0), sound(0), videoHeader(avcConfigs.high1080p)];
    for (const tag of sent) source.deliver(tag);
    expect(tags).toEqual(sent);
    expect(hub.headers()).toEqual({ video: sent[4], audio: sent[1], metadata: null });
  });

  it('reports size, rates, keyframe interval and sound', () => {
    const scene = createScene();
    const source = scene.join();
    source.deliver(videoHeader(avcConfigs.high1080i));
    source.deliver(audioHeader(aacConfigs.mono44k));
    scene.play(source, 7);
    expect(scene.hub.facts()).toMatchObject({
      ...{ videoCodec: 'h264', audioCodec: 'aac', width: 1920, height: 1080, chroma: '4:2:0', bitDepth: 8 },
      ...{ profile: 'High', isInterlaced: true, audioSampleRate: 44_100, audioChannels: 1 },
      ...{ framesPerSecond: 25, keyframeIntervalSeconds: 2, keyframeSpreadSeconds: 0, hasBFrames: false },
      ...{ kilobitsPerSecond: 3 },
    });
    expect(scene.hub.report().problems).toEqual([]);
  });

  it('believes the announced size and rate until it knows better', () => {
    const { hub, join } = createScene();
    const payload = writeAmf0('onMetaData', amfObject({ width: 640, height: 360, framerate: 50 }));
    join().deliver(picture(0, { kind: 'data', payload }));
    expect(hub.facts()).toMatchObject({ width: 640, height: 360, framesPerSecond: 50 });
  });

  it('notices B-frames', () => {
    const { hub, join } = createScene();
    const source = join();
    for (const [index, compositionMs] of [80, 160, 40, 0].entries())
      source.deliver(picture(index * 40, { compositionMs }));
    expect(hub.facts().hasBFrames).toBe(true);
  });

  it('is stalled after 3 s without media and lost after 10 s, when it closes the dead connection', () => {
    const scene = createScene();
    scene.join().deliver(picture(0));
    const seen: string[] = [];
    for (const ms of [2_999, 1, 6_999, 1]) {
      scene.clock.advance(ms);
      seen.push(scene.hub.facts().status);
    }
    expect(seen).toEqual(['receiving', 'stalled', 'stalled', 'lost']);
    expect(scene.gone).toEqual(['lost']);
    expect(scene.closes).toEqual(['no media for too long']);
    expect(scene.clock.pending()).toBe(0);
  });

  it('loses an encoder that connects and never sends', () => {
    const scene = createScene();
    scene.join();
    scene.clock.advance(10_000);
    expect([scene.hub.facts().status, scene.gone]).toEqual(['lost', ['lost']]);
  });

  it('measures each silence anew', () => {
    const scene = createScene();
    const source = scene.join();
    source.deliver(picture(0));
    scene.clock.advance(4_000);
    source.deliver(picture(4_000));
    expect(scene.hub.facts().status).toBe('receiving');
    scene.clock.advance(3_000);
    expect(scene.hub.facts().status).toBe('stalled');
  });

  it('says at once that an encoder left, and goes on counting the silence', () => {
    const scene = createScene();
    const source = scene.join();
    source.deliver(picture(0));
    source.end('closed by the encoder');
    expect(scene.gone).toEqual(['ended']);
    expect(scene.hub.headers().video).toBeNull();
    scene.clock.advance(3_000);
    expect(scene.hub.facts()).toMatchObject({ status: 'stalled', remoteAddress: '192.0.2.7' });
    scene.clock.advance(7_000);
    expect(scene.hub.facts()).toMatchObject({ status: 'lost', remoteAddress: null });
    expect(scene.gone).toEqual(['ended']);
  });

  it('receives again from an encoder that comes back after it was lost', () => {
    const scene = createScene();
    scene.join().deliver(picture(0));
    scene.clock.advance(60_000);
    scene.join().deliver(picture(0));
    expect(scene.hub.facts().status).toBe('receiving');
  });

  it('lets a second encoder take over at once and closes the first', () => {
    const scene = createScene();
    const first = scene.join();
    first.deliver(videoHeader());
    first.deliver(picture(0));
    const second = scene.join('192.0.2.8');
    expect([scene.gone, scene.closes]).toEqual([['replaced'], ['another encoder took over']]);
    expect(scene.hub.headers().video).toBeNull();
    first.deliver(picture(40));
    second.deliver(picture(7));
    expect(scene.tags.slice(2).map(({ timestampMs }) => timestampMs)).toEqual([7]);
    expect(scene.hub.facts().remoteAddress).toBe('192.0.2.8');
  });

  it('keeps a backup standing by, and goes on with it, headers first, when the main encoder leaves', () => {
    const scene = createScene();
    const main = scene.join();
    main.deliver(picture(0));
    const backup = scene.join('192.0.2.8', true);
    backup.deliver(videoHeader());
    backup.deliver(picture(5));
    expect([scene.tags.length, scene.gone, scene.closes]).toEqual([1, [], []]);
    expect(scene.hub.report()).toMatchObject({ isBackup: false, hasStandby: true });
    main.end('closed by the encoder');
    backup.deliver(picture(45));
    expect(scene.gone).toEqual(['ended']);
    expect(scene.tags.slice(1).map((tag) => [tag.isSequenceHeader, tag.timestampMs])).toEqual([
      [true, 0],
      [false, 45],
    ]);
    expect(scene.hub.report()).toMatchObject({ status: 'receiving', isBackup: true, hasStandby: false });
  });

  it('goes on with the backup when the main encoder is silent for 3 s, and closes the silent one', () => {
    const scene = createScene();
    scene.join().deliver(picture(0));
    const backup = scene.join('192.0.2.8', true);
    scene.play(backup, 3);
    expect(scene.hub.report()).toMatchObject({ status: 'receiving', isBackup: true });
    expect([scene.gone, scene.closes]).toEqual([['replaced'], ['silent while a backup is there']]);
    expect(scene.clock.pending()).toBe(1);
  });

  it('gives the session back to the main encoder, and keeps the backup standing by', () => {
    const scene = createScene();
    const backup = scene.join('192.0.2.8', true);
    backup.deliver(picture(0));
    const main = scene.join();
    main.deliver(picture(9));
    backup.deliver(picture(40));
    expect([scene.gone, scene.closes]).toEqual([['replaced'], []]);
    expect(scene.tags.map(({ timestampMs }) => timestampMs)).toEqual([0, 9]);
    expect(scene.hub.report()).toMatchObject({ isBackup: false, hasStandby: true });
    backup.end('closed by the encoder');
    expect(scene.hub.report().hasStandby).toBe(false);
  });

  it('lets a backup in at once when the main encoder is silent already', () => {
    const scene = createScene();
    scene.join().deliver(picture(0));
    scene.clock.advance(4_000);
    scene.join('192.0.2.8', true).deliver(picture(1));
    expect(scene.hub.report()).toMatchObject({ status: 'receiving', isBackup: true });
    expect(scene.closes).toEqual(['another encoder took over']);
  });

  it('waits again once it is detached, without a timer left', () => {
    const scene = createScene();
    scene.join().deliver(picture(0));
    scene.hub.detach('session ended');
    expect([scene.hub.facts().status, scene.gone, scene.closes]).toEqual(['waiting', ['ended'], ['session ended']]);
    expect(scene.clock.pending()).toBe(0);
  });

  it('turns encoders away once it is stopped', () => {
    const scene = createScene();
    scene.hub.stop();
    scene.hub.stop();
    scene.join();
    expect(scene.closes).toEqual(['session does not take feeds']);
    expect(scene.clock.pending()).toBe(0);
  });

  it('tells changes of status and problems, and nothing else', () => {
    const scene = createScene();
    const source = scene.join();
    scene.play(source, 3);
    const settled = scene.changes;
    scene.play(source, 10);
    expect(scene.changes).toBe(settled);
    scene.clock.advance(3_000);
    expect(scene.changes).toBe(settled + 1);
  });
});
