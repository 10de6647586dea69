// What a feed hub finds wrong with a feed, on a clock moved by hand.
import { describe, expect, it } from '@jest/globals';
import type { PublicationSource } from '../../../media/ingest/publication.ts';
import { createScene, type Scene } from './feed-scene.ts';
import { avcConfigs, picture, sound, videoHeader } from './samples.ts';

describe('feed problems', () => {
  const problemsAfter = (arrange: (scene: Scene, source: PublicationSource) => void): unknown => {
    const scene = createScene();
    arrange(scene, scene.join());
    return scene.hub.report().problems;
  };

  it('are none in a good feed', () => {
    expect(problemsAfter((scene, source) => scene.play(source, 12))).toEqual([]);
  });

  it('name sound without pictures after 5 s', () => {
    expect(problemsAfter((scene, source) => scene.play(source, 4, { only: 'audio' }))).toEqual([]);
    const found = problemsAfter((scene, source) => scene.play(source, 6, { only: 'audio' }));
    expect(found).toEqual([{ code: 'no-video', fact: null }]);
  });

  it('name pictures without sound after 5 s, also in the middle', () => {
    const found = problemsAfter((scene, source) => {
      scene.play(source, 10);
      scene.play(source, 6, { only: 'video' });
    });
    expect(found).toEqual([{ code: 'no-audio', fact: null }]);
  });

  it('do not blame one track for a silence of both', () => {
    const found = problemsAfter((scene, source) => {
      scene.play(source, 2);
      scene.clock.advance(8_000);
      source.deliver(sound(10_000));
    });
    expect(found).toEqual([]);
  });

  it('name rare keyframes with their interval', () => {
    const found = problemsAfter((scene, source) => scene.play(source, 17, { keyframeMs: 8_000 }));
    expect(found).toEqual([{ code: 'keyframes-rare', fact: '8.0' }]);
  });

  it('name missing keyframes after 10 s', () => {
    const found = problemsAfter((scene, source) => scene.play(source, 11, { keyframeMs: 1_000_000 }));
    expect(found).toEqual([{ code: 'keyframes-missing', fact: '10' }]);
  });

  it.each([
    ['high422At1080i', '4:2:2'],
    ['high422TenBit', '4:2:2 10 bit'],
    ['high444At854', '4:4:4'],
  ] as const)('name the colour sampling of %s', (name, fact) => {
    const found = problemsAfter((scene, source) => {
      source.deliver(videoHeader(avcConfigs[name]));
      scene.play(source, 1);
    });
    expect(found).toEqual([{ code: 'chroma-unsupported', fact }]);
  });

  it('name a codec that nothing can read, and its tags are not handed on', () => {
    const scene = createScene();
    const source = scene.join();
    const payload = Buffer.concat([Buffer.from([0x91]), Buffer.from('hvc1'), Buffer.alloc(9)]);
    source.deliver(picture(0, { payload, isKeyframe: true }));
    source.deliver(sound(0, { payload: Buffer.concat([Buffer.from([0x91]), Buffer.from('Opus'), Buffer.alloc(9)]) }));
    scene.clock.advance(300);
    expect(scene.hub.report().problems).toEqual([
      { code: 'video-codec-unsupported', fact: 'hevc' },
      { code: 'audio-codec-unsupported', fact: 'opus' },
    ]);
    expect(scene.tags).toEqual([]);
  });

  it('name a second encoder from elsewhere for a minute', () => {
    const scene = createScene();
    scene.play(scene.join('192.0.2.7'), 2);
    const second = scene.join('198.51.100.4');
    scene.play(second, 2);
    expect(scene.hub.report().problems).toEqual([{ code: 'two-encoders', fact: '198.51.100.4' }]);
    scene.play(second, 60);
    expect(scene.hub.report().problems).toEqual([]);
  });

  it('name two encoders of one place when they take turns, but not one that comes back by itself', () => {
    const scene = createScene();
    scene.play(scene.join(), 2);
    scene.play(scene.join(), 2);
    expect(scene.hub.report().problems).toEqual([]);
    scene.play(scene.join(), 2);
    expect(scene.hub.report().problems).toEqual([{ code: 'two-encoders', fact: '192.0.2.7' }]);
  });
});
