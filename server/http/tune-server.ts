// Limits of the HTTP server itself, so that slow or hostile clients do not hold it.
import type { IncomingMessage, Server, ServerOptions } from 'node:http';

/** A whole request; a transcript takes that long on a slow line. */
const requestMs = 60_000;

/**
 * For `createServer`. Ten thousand characters of a search are 90 kB of address when every one is written as three bytes in
 * percents; with Node's 16 kB they got a bare 431 without a word.
 */
export const serverOptions: ServerOptions = { maxHeaderSize: 128 * 1024 };

/**
 * Sets the time-outs: headers 10 s, a whole request 60 s, idle keep-alive 20 s (players poll each few seconds). The bytes of
 * a recording may come for hours, but never pause for 60 s. Call it before anybody else listens to requests.
 */
export function tuneServer(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 0; // Node knows one limit for all requests; ours stand below
  server.keepAliveTimeout = 20_000;
  server.maxRequestsPerSocket = 0;
  server.on('request', (request: IncomingMessage) => {
    if (isRecording(request)) request.setTimeout(requestMs, () => request.destroy());
    else limitWhole(request);
  });
}

/** The piece of a recording (tus PATCH). */
function isRecording(request: IncomingMessage): boolean {
  return request.method === 'PATCH' && request.headers['content-type'] === 'application/offset+octet-stream';
}

/** RFC 9112, 6. Looks at the lines as they came: an object of all headers is made only for who needs it. */
function hasBody({ rawHeaders }: IncomingMessage): boolean {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (/^(?:content-length|transfer-encoding)$/i.test(name)) return true;
  }
  return false;
}

function limitWhole(request: IncomingMessage): void {
  if (!hasBody(request)) return;
  const late = setTimeout(() => request.destroy(), requestMs);
  const isWhole = (): void => clearTimeout(late);
  request.once('end', isWhole).once('close', isWhole);
}
