// The preview with a real encoder: staff see what arrives, nothing of it is recorded, and behind closed doors there is none.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setEngineStage, slateOf, type EngineStage } from '../../support/engine-stage.ts';
import { publish, type Publisher } from '../../support/ffmpeg-publisher.ts';
import { waitFor } from '../../support/wait-for.ts';

let stage: EngineStage;
let encoder: Publisher;

beforeEach(async () => {
  stage = await setEngineStage();
  await stage.engine.openSession(stage.sessionId);
  encoder = publish({ url: stage.publishUrl, size: '416x240', keyframeSeconds: 1 });
});

afterEach(async () => {
  encoder.kill9();
  await encoder.exited;
  await stage.dispose();
});

const keep = (extent: 'small' | 'whole'): Promise<string | null> => stage.engine.keepPreview(stage.sessionId, extent);
const preview = (name: string): Promise<Response> =>
  fetch(stage.master.replace(`${stage.sessionId}/master`, `preview-${stage.sessionId}/${name}`));
const textOf = async (name: string): Promise<string> => (await preview(name)).text();

/** Until the playlist of this name says something. */
const shows = (name: string, what: string | RegExp): Promise<unknown> =>
  waitFor(async () => (await textOf(name)).search(what) >= 0, {
    describe: `${name} says ${what}; log: ${stage.lines.join('\n')}`,
  });

/** The same while a rehearsal goes on, which asks for the ladder again and again: without that it lasts five seconds. */
const rehearsed = (name: string, what: string | RegExp): Promise<unknown> =>
  waitFor(async () => (await keep('whole')) !== null && (await textOf(name)).search(what) >= 0, {
    describe: `${name} says ${what} in a rehearsal; log: ${stage.lines.join('\n')}`,
  });

describe('the preview', () => {
  it('shows picture and sound of what arrives before anything is on air, and records nothing', async () => {
    expect((await preview('master')).status).toBe(404);
    expect(await keep('small')).toBe(`preview-${stage.sessionId}`);
    await shows('v0', '#EXT-X-PART:');
    await shows('audio', '#EXT-X-PART:');
    expect(await textOf('master')).toContain('RESOLUTION=624x360');
    expect((await fetch(stage.master)).status).not.toBe(200);
    expect(existsSync(join(stage.folder, 'takes', stage.sessionId))).toBe(false);
    await stage.engine.goOnAir(stage.sessionId);
    await waitFor(() => stage.engine.openTake(stage.sessionId) !== null, { describe: 'a take is recorded' });
    expect((await preview('v0')).status).toBe(404);
    expect(await keep('small')).toBeNull();
  });

  it('is gone when the doors close, and comes back only with what arrives three seconds after they opened', async () => {
    await keep('small');
    await shows('v0', '#EXT-X-PART:');
    await stage.engine.cutOffAir(stage.sessionId, slateOf('Closed'));
    expect((await preview('v0')).status).toBe(404);
    expect(await keep('small')).toBeNull();
    const openedMs = Date.now();
    await stage.engine.goOffAir(stage.sessionId, slateOf('Recess'));
    expect(await keep('small')).not.toBeNull();
    await shows('v0', '#EXT-X-PROGRAM-DATE-TIME:');
    const [, first = ''] = /DATE-TIME:(.*)/.exec(await textOf('v0')) ?? [];
    expect(Date.parse(first)).toBeGreaterThanOrEqual(openedMs + 3000);
  });

  it('makes the ladder of a take when a rehearsal asks for it', async () => {
    await rehearsed('master', /v0\.m3u8[^]*v1\.m3u8/);
    await rehearsed('v1', '#EXT-X-PART:');
    expect(stage.engine.openTake(stage.sessionId)).toBeNull();
    expect(existsSync(join(stage.folder, 'takes', stage.sessionId))).toBe(false);
  });
});
