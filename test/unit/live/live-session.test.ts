// What one session wants against what runs: gate, takes, failures, all with a fake clock and a fake take.
import { describe, expect, it } from '@jest/globals';
import { keyframe, settled, sound, stage, tag } from '../../support/live-session-stage.ts';

describe('a live session', () => {
  it('takes nothing before the gate opens, and begins with the first keyframe after it', async () => {
    const { session, takes, send } = stage();
    send(sound(0), keyframe(0), tag({ timestampMs: 40 }));
    session.open(1100);
    send(tag({ timestampMs: 80 }), sound(100), tag({ timestampMs: 120 }), keyframe(2000), tag({ timestampMs: 2040 }));
    await settled();
    expect(takes).toHaveLength(1);
    expect(takes[0]?.fed.map((one) => one.timestampMs)).toEqual([2000, 2040]);
  });

  it('drops what arrives before the dark guard is over', async () => {
    const { session, takes, send } = stage();
    session.open(4000);
    send(sound(1000), keyframe(1000), keyframe(2999), keyframe(3000));
    await settled();
    expect(takes[0]?.fed.map((one) => one.timestampMs)).toEqual([3000]);
  });

  it('collects without loss until the keyframe interval is known', async () => {
    const facts: { keyframeIntervalSeconds: number | null } = { keyframeIntervalSeconds: null };
    const { session, takes, send } = stage(facts);
    session.open(0);
    send(sound(0), keyframe(0), tag({ timestampMs: 1000 }));
    await settled();
    expect(takes).toHaveLength(0);
    facts.keyframeIntervalSeconds = 2;
    send(keyframe(2000));
    await settled();
    expect(takes[0]?.fed.map((one) => one.timestampMs)).toEqual([0, 1000, 2000]);
  });

  it('does not wait longer than 2.6 s for a second keyframe', async () => {
    const { session, takes, send } = stage({ keyframeIntervalSeconds: null });
    session.open(0);
    send(sound(0), keyframe(0), tag({ timestampMs: 2599 }));
    await settled();
    expect(takes).toHaveLength(0);
    send(tag({ timestampMs: 2600 }));
    await settled();
    expect(takes[0]?.fed).toHaveLength(3);
  });

  it.each(['finished', 'cut'] as const)('ends the take as asked (%s) and drops what comes later', async (reason) => {
    const { session, takes, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    await session.close(reason);
    send(tag({ timestampMs: 40 }), keyframe(2000));
    await settled();
    expect(takes.map((take) => [take.ended, take.fed.length])).toEqual([[reason, 1]]);
  });

  it('takes nothing more once it is shut, and keeps what came before until it is closed', async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    session.shut();
    send(tag({ timestampMs: 40 }), sound(1990), keyframe(2000));
    await settled();
    expect(takes.map((take) => [take.ended, take.fed.length])).toEqual([[null, 1]]);
    await session.close('cut');
    expect(takes.map((take) => [take.ended, take.fed.length])).toEqual([['cut', 1]]);
  });

  it('begins another take when it opens again after it was shut: the one before misses pictures', async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    session.shut();
    send(tag({ timestampMs: 40 }));
    session.open(0);
    send(tag({ timestampMs: 80 }), sound(1990), keyframe(2000));
    await settled();
    expect(takes.map((take) => take.fed.map((one) => one.timestampMs))).toEqual([[0], [2000]]);
    expect(takes[0]?.ended).toBe('finished');
  });

  it('finishes the take when the feed is lost and begins another when it comes back', async () => {
    const { session, takes, send, hangUp } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    hangUp();
    send(sound(0), keyframe(0));
    await settled();
    expect(takes.map((take) => take.ended)).toEqual(['feed-lost', null]);
  });

  it('does not measure the keyframes of an encoder anew that comes back with the same picture', async () => {
    const facts: { keyframeIntervalSeconds: number | null } = { keyframeIntervalSeconds: 2 };
    const { session, takes, send, hangUp } = stage(facts);
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    hangUp();
    facts.keyframeIntervalSeconds = null;
    send(sound(0), keyframe(0));
    await settled();
    expect(takes.map((take) => take.begin.measured?.keyframeIntervalSeconds)).toEqual([2, 2]);
  });

  it('takes an encoder for measured that an earlier run of the server has measured', async () => {
    const { session, takes, send } = stage({ keyframeIntervalSeconds: null });
    session.known.remember({ picture: 'h264 640x360', keyframeIntervalSeconds: 4 });
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    expect(takes.map((take) => take.begin.measured?.keyframeIntervalSeconds)).toEqual([4]);
  });

  it('waits half a second for the first sound, which may come behind the first picture', async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(keyframe(0), tag({ timestampMs: 40 }));
    await settled();
    expect(takes).toHaveLength(0);
    send(sound(20));
    send(tag({ timestampMs: 80 }));
    await settled();
    expect(takes[0]?.begin.headers.audio).not.toBeNull();
  });

  it('begins another take when the picture format changes, losing nothing of it', async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    send(tag({ isSequenceHeader: true }), sound(1990), keyframe(2000), tag({ timestampMs: 2040 }));
    await settled();
    expect(takes.map((take) => take.fed.map((one) => one.timestampMs))).toEqual([[0], [2000, 2040]]);
  });

  it('replays from the last keyframe after the transcoder failed', async () => {
    const { session, takes, paused, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    send(sound(1980), keyframe(2000), tag({ timestampMs: 2040 }));
    takes[0]?.begin.onFailure('killed');
    send(tag({ timestampMs: 2080 }));
    await settled();
    paused.forEach((run) => run());
    await settled();
    expect(takes[1]?.fed.map((one) => one.timestampMs)).toEqual([2000, 2040, 2080]);
  });

  it('ends a take that is behind at the next keyframe, whole, and begins one with a rung less', async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0), tag({ timestampMs: 40 }));
    await settled();
    takes[0]?.begin.onBehind();
    send(tag({ timestampMs: 80 }), sound(1990), keyframe(2000), tag({ timestampMs: 2040 }));
    await settled();
    expect(takes.map((take) => take.begin.reduceBy)).toEqual([0, 1]);
    expect(takes.map((take) => take.fed.map((one) => one.timestampMs))).toEqual([
      [0, 40, 80, 1990],
      [2000, 2040],
    ]);
    expect(takes[0]?.ended).toBe('finished');
  });

  it("begins another take at a keyframe when the encoder's clock has moved the dates of this one", async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    for (const take of takes) take.isOutOfTime = true;
    send(tag({ timestampMs: 1960 }), sound(1990), keyframe(2000));
    await settled();
    expect(takes.map((take) => [take.ended, take.fed.length])).toEqual([
      ['finished', 3],
      [null, 1],
    ]);
  });

  it('gives a feed without sound a take with silence, and another take when sound comes', async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(keyframe(0), tag({ timestampMs: 500 }));
    await settled();
    send(sound(1990), keyframe(2000));
    await settled();
    expect(takes.map((take) => take.begin.headers.audio !== null)).toEqual([false, true]);
  });

  it('says when players wait for pictures and when pictures come', async () => {
    const { session, screens, paused, takes, send, hangUp } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    hangUp();
    send(sound(0), keyframe(0));
    await settled();
    takes[1]?.begin.onFailure('killed');
    paused.forEach((run) => run());
    await session.close('finished');
    hangUp();
    expect(screens).toEqual(['waiting', 'pictures', 'waiting', 'pictures', 'waiting', 'pictures']);
  });

  it('says that pictures are awaited when the encoder falls silent, and goes on with the same take when nothing came between', async () => {
    const { session, screens, takes, send, fallSilent } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    fallSilent();
    send(tag({ timestampMs: 40 }), sound(1990), keyframe(2000));
    await settled();
    expect(screens).toEqual(['waiting', 'pictures', 'waiting', 'pictures']);
    expect(takes.map((take) => take.fed.length)).toEqual([4]);
  });

  it('records what comes after a slate into the old take up to a keyframe, with which another begins', async () => {
    const { session, screens, takes, send, fallSilent } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await settled();
    fallSilent();
    for (const take of takes) take.isOvertaken = true;
    send(tag({ timestampMs: 40 }), sound(1990));
    expect(screens.at(-1)).toBe('waiting');
    send(keyframe(2000), tag({ timestampMs: 2040 }));
    await settled();
    expect(screens.at(-1)).toBe('pictures');
    expect(takes.map((take) => take.fed.map((one) => one.timestampMs))).toEqual([
      [0, 40, 1990],
      [2000, 2040],
    ]);
    expect(takes[0]?.ended).toBe('finished');
  });

  it('closes also while a take is still being prepared', async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await Promise.resolve();
    await session.close('cut');
    expect(takes.map((take) => [take.ended, take.fed.length])).toEqual([['cut', 0]]);
  });

  it('prepares no take when it closes before that', async () => {
    const { session, takes, send } = stage();
    session.open(0);
    send(sound(0), keyframe(0));
    await session.close('cut');
    expect(takes).toEqual([]);
  });
});
