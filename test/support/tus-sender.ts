// Sends a file as the desk's page does (tus 1.0.0, piece by piece), can break off in the middle of a piece and go on later.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request } from 'node:http';
import type { ApiClient } from './api-client.ts';

/** As large as those of the page. */
const pieceBytes = 16 * 1024 * 1024;

export interface TusSender {
  /** Sends from where the server is, up to this byte; `breaks` cuts the connection there, in the middle of a piece. */
  sendTo(byte: number, breaks?: 'breaks'): Promise<void>;
  /** What the server has (HEAD). */
  offset(): Promise<number>;
}

/** Announces the file as the recording of a session. */
export async function announceFile(
  api: ApiClient,
  url: string,
  file: { path: string; sessionId: string; purpose: 'take' | 'feed' },
): Promise<TusSender> {
  const { size } = await stat(file.path);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const metadata = `filename ${base64('film.mp4')},purpose ${base64(file.purpose)}`;
  const signed = { ...api.headers(), 'tus-resumable': '1.0.0' };
  const headers = { ...signed, 'upload-length': String(size), 'upload-metadata': metadata };
  const begun = await fetch(`${url}/api/sessions/${file.sessionId}/uploads`, { method: 'POST', headers });
  const place = begun.headers.get('location');
  if (place === null) throw new Error(`the file was refused: ${begun.status} ${await begun.text()}`);
  const offset = async (): Promise<number> => {
    const answer = await fetch(url + place, { method: 'HEAD', headers: signed });
    return Number(answer.headers.get('upload-offset'));
  };
  const patch = (from: number, to: number, length: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const type = 'application/offset+octet-stream';
      const own = { ...signed, 'upload-offset': String(from), 'content-type': type, 'content-length': String(length) };
      const sent = request(url + place, { method: 'PATCH', headers: own }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.on('error', reject);
      const bytes = createReadStream(file.path, { start: from, end: to - 1, highWaterMark: 1024 * 1024 });
      bytes.on('error', reject);
      bytes.on('end', () => void (to - from < length && sent.destroy(new Error('the line breaks'))));
      bytes.pipe(sent, { end: to - from === length });
    });
  return {
    offset,
    async sendTo(byte, breaks) {
      for (let at = await offset(); at < byte;) {
        const length = Math.min(pieceBytes, size - at);
        const to = Math.min(byte, at + length);
        if (breaks === undefined || to - at === length) {
          const status = await patch(at, to, to - at);
          if (status !== 204) throw new Error(`bytes from ${at} were refused: ${status}`);
          at = to;
        } else {
          await patch(at, to, length).catch(() => undefined);
          return;
        }
      }
    },
  };
}
