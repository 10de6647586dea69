// Keeps what a file job writes, up to a limit. Knows no process.
import { Writable } from 'node:stream';

/** `tooMuch` is called for each chunk beyond `maxBytes`. The stream never says `close`: fluent-ffmpeg would then kill a process that is just ending. */
export function collectOutput(maxBytes: number, tooMuch: () => void): { stream: Writable; bytes: () => Buffer } {
  const chunks: Buffer[] = [];
  let total = 0;
  const stream = new Writable({
    emitClose: false,
    write(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      if (total <= maxBytes) chunks.push(chunk);
      else tooMuch();
      done();
    },
  });
  return { stream, bytes: () => Buffer.concat(chunks) };
}
