// What an encoder sent before it left, and is in no take yet: kept as a take of its own, but behind closed doors.
import { describe, expect, it } from '@jest/globals';
import { keyframe, settled, sound, stage, tag } from '../../support/live-session-stage.ts';

/** A second and a half that is still collected: the second keyframe has not come. */
const collected = [sound(0), keyframe(0), tag({ timestampMs: 700 }), sound(1400), tag({ timestampMs: 1500 })];
const times = (tags: readonly { timestampMs: number }[]) => tags.map((one) => one.timestampMs);

function unmeasured() {
  return stage({ keyframeIntervalSeconds: null });
}

describe('media that is in no take yet', () => {
  it('becomes a take of its own, with the headers it came with, when the encoder leaves', async () => {
    const { session, takes, send, hangUp, screens } = unmeasured();
    session.open(0);
    send(...collected);
    hangUp();
    await settled();
    expect(takes.map((take) => times(take.fed))).toEqual([[0, 700, 1400, 1500]]);
    expect(takes[0]?.ended).toBe('feed-lost');
    expect(takes[0]?.begin.headers).toMatchObject({ video: { isSequenceHeader: true }, audio: { kind: 'audio' } });
    expect(screens).toEqual(['waiting', 'pictures', 'waiting']);
  });

  it('of an encoder that hung, sent late and left at once is not lost', async () => {
    const { session, takes, send, hangUp, fallSilent } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    fallSilent();
    for (const take of takes) {
      take.isOvertaken = true;
      take.writeSlowly();
    }
    send(tag({ timestampMs: 40 }), sound(1990), keyframe(2000), sound(3000), tag({ timestampMs: 3900 }));
    hangUp();
    takes[0]?.finishWriting();
    await settled();
    expect(takes.map((take) => times(take.fed))).toEqual([
      [0, 40, 1990],
      [2000, 3000, 3900],
    ]);
    expect(takes.map((take) => take.ended)).toEqual(['finished', 'feed-lost']);
  });

  it('is followed by the next encoder in a take after it', async () => {
    const { session, takes, send, hangUp } = unmeasured();
    session.open(0);
    send(...collected);
    hangUp();
    send(sound(0), keyframe(0), tag({ timestampMs: 2600 }));
    await settled();
    expect(takes.map((take) => [take.ended, take.fed.length])).toEqual([
      ['feed-lost', 4],
      [null, 2],
    ]);
  });

  it('is let go when it is less than a second', async () => {
    const { session, takes, send, hangUp } = unmeasured();
    session.open(0);
    send(sound(0), keyframe(0), tag({ timestampMs: 999 }));
    hangUp();
    await settled();
    expect(takes).toEqual([]);
  });

  it('is kept when the session goes off air', async () => {
    const { session, takes, send } = unmeasured();
    session.open(0);
    send(...collected);
    session.shut();
    send(tag({ timestampMs: 1600 }));
    await session.close('finished');
    expect(takes.map((take) => [take.ended, ...times(take.fed)])).toEqual([['finished', 0, 700, 1400, 1500]]);
  });

  it('gets silence when no sound came with it', async () => {
    const { session, takes, send, hangUp } = unmeasured();
    session.open(0);
    send(keyframe(0), tag({ timestampMs: 1500 }));
    hangUp();
    await settled();
    expect(takes[0]?.begin.headers.audio).toBeNull();
  });
});

describe('doors that close', () => {
  it('leave nothing of what is only collected', async () => {
    const { session, takes, send } = unmeasured();
    session.open(0);
    send(...collected);
    session.shut();
    await session.close('cut');
    session.open(0);
    await settled();
    expect(takes).toEqual([]);
  });

  it('drop what an encoder left behind and is not yet begun', async () => {
    const { session, takes, send, hangUp } = unmeasured();
    session.open(0);
    send(...collected);
    hangUp();
    await session.close('cut');
    expect(takes).toEqual([]);
  });

  it('cut a take that is still being written out', async () => {
    const { session, takes, send, hangUp } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    takes[0]?.writeSlowly();
    hangUp();
    await settled();
    expect(takes[0]?.ended).toBe('feed-lost');
    const closed = session.close('cut');
    expect(takes[0]?.ended).toBe('cut');
    takes[0]?.finishWriting();
    await closed;
  });
});
