// A client of uploads (tus 1.0.0) by hand, so that a test may say every header. Staff are signed in.
import { request as httpRequest } from 'node:http';
import { expect } from '@jest/globals';
import type { Answer, TestServer } from './test-server.ts';
import { waitFor } from './wait-for.ts';

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Where an upload that was announced lives. */
export const placeOf = (answer: Answer): string => answer.headers.get('location') ?? '';

/** Its id, which is also the name of its file on the shelf. */
export const uploadIdOf = (place: string): string => place.split('/').at(-1) ?? '';

/** Announces a file of so many bytes. */
export function announceUpload(
  server: TestServer,
  sessionId: string,
  file: { bytes: number; metadata?: string | undefined; headers?: object | undefined },
): Promise<Answer> {
  const headers = {
    'tus-resumable': '1.0.0',
    'upload-length': String(file.bytes),
    'upload-metadata': file.metadata ?? `filename ${base64('council.mp4')}`,
    ...file.headers,
  };
  return server.askAsStaff('POST', `/api/sessions/${sessionId}/uploads`, { headers });
}

export function sendBytes(server: TestServer, place: string, bytes: Buffer, offset = 0): Promise<Answer> {
  const headers = {
    'tus-resumable': '1.0.0',
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  };
  return server.askAsStaff('PATCH', place, { headers, body: bytes.toString('latin1') });
}

/** How much of an upload the server says it has. */
export async function offsetOf(server: TestServer, place: string): Promise<number> {
  const answer = await server.askAsStaff('HEAD', place, { headers: { 'tus-resumable': '1.0.0' } });
  expect(answer.status).toBe(200);
  return Number(answer.headers.get('upload-offset'));
}

/** Sends the first bytes of all that were promised, then the line is cut. */
export async function sendAndBreak(
  server: TestServer,
  place: string,
  { bytes, promised }: { bytes: Buffer; promised: number },
): Promise<void> {
  const cookie = await server.signIn();
  const headers = {
    ...{ cookie, origin: server.url, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
    ...{ 'content-type': 'application/offset+octet-stream', 'content-length': String(promised) },
  };
  const request = httpRequest(`${server.url}${place}`, { method: 'PATCH', headers });
  const closed = new Promise<void>((resolve) => request.on('error', () => undefined).on('close', resolve));
  request.write(bytes);
  const hasArrived = async () => (await server.house.uploads.received(uploadIdOf(place))) === bytes.length;
  await waitFor(hasArrived, { describe: 'the first bytes are on the disk' });
  request.destroy();
  await closed;
}
