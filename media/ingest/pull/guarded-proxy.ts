// An HTTP proxy for our own ffmpeg only: every host that a playlist or a redirect leads to is looked up and checked here,
// and connected to at the address that was checked. Of HTTPS it checks the certificate too, since ffmpeg does so only when
// told, and never for what a playlist leads to: TLS ends here, and begins anew towards ffmpeg. Keeps nothing of what passes.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as startRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, createSecureContext, rootCertificates, TLSSocket } from 'node:tls';
import type { AllowedAddresses } from './allowed-addresses.ts';
import { createOwnCertificate } from './own-certificate.ts';

export interface GuardedProxy {
  /** Its address with what ffmpeg must know to be let in. Opens it if need be. */
  url(): Promise<string>;
  stop(): Promise<void>;
}

/** Headers that belong to one connection (RFC 9110, section 7.6.1). */
const ownHeaders = new Set(['proxy-authorization', 'proxy-connection', 'connection', 'keep-alive']);
const silenceMs = 15_000;

/** Cloudflare's number for the same; the words stand in ffmpeg's last ones. */
const untrusted = '526 Certificate not trusted';

/** A tenth of a second for a hundred certificates of authorities: made for the first tunnel, not at every start. */
function makeContexts(authority: string | null) {
  return {
    trusted: createSecureContext({ ca: [...rootCertificates, ...(authority === null ? [] : [authority])] }),
    towardsFfmpeg: createSecureContext(createOwnCertificate()),
  };
}

/**
 * Makes it; it listens on a port of the machine itself from the first {@link GuardedProxy.url} on. `authority`: certificates
 * (PEM) that are trusted beside the public ones.
 */
export function createGuardedProxy(allowed: AllowedAddresses, authority: string | null = null): GuardedProxy {
  const password = randomBytes(16).toString('hex');
  const expected = Buffer.from(`Basic ${Buffer.from(`feed:${password}`).toString('base64')}`);
  const server = createServer((request, response) => void fetchFor(request, response));
  server.on('connect', (request, socket, head) => void tunnelFor(request, socket, head));
  let made: ReturnType<typeof makeContexts> | null = null;
  const contexts = (): ReturnType<typeof makeContexts> => (made ??= makeContexts(authority));
  let opening: Promise<number> | null = null;

  function isOurs({ headers }: IncomingMessage): boolean {
    const given = Buffer.from(headers['proxy-authorization'] ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  async function fetchFor(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isOurs(request)) return void response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="feed"' }).end();
    const target = URL.parse(request.url ?? '');
    if (target?.protocol !== 'http:') return void response.writeHead(403).end();
    const host = await allowed.check(target.hostname.replace(/^\[|\]$/g, ''));
    if (host.kind !== 'allowed') return void response.writeHead(host.kind === 'forbidden' ? 403 : 502).end();
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !ownHeaders.has(name)));
    const { method } = request;
    const path = `${target.pathname}${target.search}`;
    const onward = startRequest({
      host: host.address,
      port: target.port || 80,
      method,
      path,
      headers,
      timeout: silenceMs,
    });
    onward.on('timeout', () => onward.destroy());
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  async function tunnelFor(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const refuse = (line: string): void => void socket.end(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`);
    if (!isOurs(request)) return refuse('407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="feed"');
    const target = URL.parse(`https://${request.url ?? ''}`);
    const name = target?.hostname.replace(/^\[|\]$/g, '') ?? '';
    const host = target === null ? null : await allowed.check(name);
    if (target === null || host?.kind !== 'allowed')
      return refuse(host?.kind === 'unknown' ? '502 Bad Gateway' : '403 Forbidden');
    const onward = connect({
      ...{
        host: host.address,
        port: Number(target.port || 443),
        secureContext: contexts().trusted,
        ALPNProtocols: ['http/1.1'],
      },
      ...(isIP(name) === 0 ? { servername: name } : {}),
    });
    let isOpen = false;
    onward.on('secureConnect', () => {
      isOpen = true;
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.unshift(head);
      const inner = new TLSSocket(socket, { isServer: true, secureContext: contexts().towardsFfmpeg });
      inner.on('error', () => socket.destroy());
      inner.pipe(onward).pipe(inner);
    });
    onward.on('error', () => {
      if (isOpen) socket.destroy();
      else refuse(onward.authorizationError ? untrusted : '502 Bad Gateway');
    });
    onward.on('close', () => {
      if (isOpen) socket.destroy();
    });
    socket.on('close', () => onward.destroy());
  }

  async function open(): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }

  return {
    url: async () => `http://feed:${password}@127.0.0.1:${await (opening ??= open())}/`,
    async stop() {
      if (opening === null) return;
      await opening;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
