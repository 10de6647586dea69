// Every picture of a session's archive by its clock, as players are given it: playlist, headers and segments over HTTP.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlaylist } from './hls-playlist.ts';
import { recordedClocks } from './recorded-clocks.ts';

/**
 * The clocks of one rung, in order. Take by take: ffmpeg leaves out the first part behind every seam of a playlist when it
 * reads it as a whole.
 * @param address of the rung's playlist
 */
export async function archivedClocks(address: string): Promise<number[]> {
  const bytesAt = async (uri: string): Promise<Buffer> => {
    const answer = await fetch(new URL(uri, address));
    if (!answer.ok) throw new Error(`${uri}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const { segments } = readPlaylist((await bytesAt(address)).toString());
  const takes: string[][] = [];
  for (const { mapUri, uri } of segments) {
    if (mapUri !== null) takes.push([mapUri]);
    if (uri !== null) takes.at(-1)?.push(uri);
  }
  const folder = await mkdtemp(join(tmpdir(), 'casa-archived-'));
  const clocks: number[] = [];
  try {
    for (const uris of takes) {
      const file = join(folder, 'one-take.mp4');
      const pieces: Buffer[] = [];
      for (const uri of uris) pieces.push(await bytesAt(uri));
      await writeFile(file, Buffer.concat(pieces));
      clocks.push(...(await recordedClocks(file)));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return clocks;
}
