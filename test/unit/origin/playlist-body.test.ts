// Playlist bodies: the gzipped bytes must always be those of the plain text.
import { describe, expect, it } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { GrowingText, wholeBody, type PlaylistBody } from '../../../media/origin/playlist-body.ts';

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, index) => `#EXTINF:2.000000,\ntake/720p/${from + index}.m4s\n`).join('');

async function bothOf(body: PlaylistBody): Promise<{ plain: string; gunzipped: string }> {
  const zipped = await body.gzipped();
  expect(zipped.length).toBe(Buffer.concat(zipped.buffers).length);
  expect(body.plain.length).toBe(Buffer.concat(body.plain.buffers).length);
  return {
    plain: Buffer.concat(body.plain.buffers).toString(),
    gunzipped: gunzipSync(Buffer.concat(zipped.buffers)).toString(),
  };
}

describe('growing text', () => {
  it('is the same text plain and gzipped, over many pieces', async () => {
    const text = new GrowingText();
    for (let segment = 0; segment < 5000; segment += 1) text.append(lines(segment, segment + 1));
    const { plain, gunzipped } = await bothOf(text.bodyWith('the end è così\n'));
    expect(plain).toBe(`${lines(0, 5000)}the end è così\n`);
    expect(gunzipped).toBe(plain);
  });

  it('keeps an earlier body as it was, although the text has grown since', async () => {
    const text = new GrowingText();
    text.append(lines(0, 2000));
    const early = text.bodyWith('early');
    text.append(lines(2000, 4000));
    const late = text.bodyWith('late');
    expect((await bothOf(late)).gunzipped).toBe(`${lines(0, 4000)}late`);
    const { plain, gunzipped } = await bothOf(early);
    expect(gunzipped).toBe(`${lines(0, 2000)}early`);
    expect(plain).toBe(gunzipped);
  });

  it('compresses once however many ask', () => {
    const body = new GrowingText().bodyWith('text');
    expect(body.gzipped()).toBe(body.gzipped());
  });
});

describe('a whole text', () => {
  it('is the same text plain and gzipped', async () => {
    const { plain, gunzipped } = await bothOf(wholeBody(lines(0, 3000)));
    expect(plain).toBe(lines(0, 3000));
    expect(gunzipped).toBe(plain);
  });
});
