// An IP camera for tests: RTSP 1.0 (RFC 2326) over one TCP connection with RTP in it, behind a password (Digest, RFC 2617).
// The packets of RTP are made by a real ffmpeg. Must not know the product.
import { createHash } from 'node:crypto';
import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { startEncoder } from './ffmpeg-publisher.ts';
import { waitFor } from './wait-for.ts';

export interface RtspCamera {
  /** Without user and password. */
  readonly host: string;
  /** The methods that were asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
}

const realm = 'camera';
const nonce = 'seen-once';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Plays `film` (H.264 and AAC in MP4, which keeps their headers apart, without encoding it again) over and over to everyone who knows user and password. */
export async function openRtspCamera(film: string, login: { user: string; password: string }): Promise<RtspCamera> {
  const tracks = await Promise.all([openDatagrams(), openDatagrams()]);
  const [picture = 0, sound = 0] = tracks.map((socket) => socket.address().port);
  const input = ['-v', 'error', '-nostdin', '-stream_loop', '-1', '-re', '-i', film];
  const outputs = [
    ...['-map', '0:v', '-c', 'copy', '-f', 'rtp', '-payload_type', '96', `rtp://127.0.0.1:${picture}`],
    ...['-map', '0:a', '-c', 'copy', '-f', 'rtp', '-payload_type', '97'],
  ];
  const sdpFile = `${film}.sdp`;
  const encoder = startEncoder([...input, ...outputs, `rtp://127.0.0.1:${sound}`, '-sdp_file', sdpFile]);
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
    serve(socket, { tracks, sdpFile, login, asked });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    host: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    asked,
    async close() {
      if (!server.listening) return;
      encoder.kill9();
      await encoder.exited;
      for (const track of tracks) track.close();
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

async function openDatagrams(): Promise<Datagrams> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

interface Stage {
  readonly tracks: readonly Datagrams[];
  readonly sdpFile: string;
  readonly login: { readonly user: string; readonly password: string };
  readonly asked: string[];
}

/** Answers one connection, request by request; after PLAY the packets go between the answers. */
function serve(socket: Socket, { tracks, sdpFile, login, asked }: Stage): void {
  const stops: (() => void)[] = [];
  socket.once('close', () => stops.forEach((stop) => stop()));
  let text = '';
  const reply = (request: Request, status: string, headers: readonly string[] = [], body = ''): void => {
    const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
    const head = [`RTSP/1.0 ${status}`, `CSeq: ${request.headers.get('cseq') ?? ''}`, ...headers, ...length];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
  const play = (): void => {
    for (const [index, track] of tracks.entries()) {
      const send = (packet: Buffer): void => {
        const frame = Buffer.from([0x24, index * 2, packet.length >> 8, packet.length & 0xff]);
        socket.write(Buffer.concat([frame, packet]));
      };
      track.on('message', send);
      stops.push(() => track.off('message', send));
    }
  };
  const answer = async (request: Request): Promise<void> => {
    asked.push(request.method);
    if (request.method === 'OPTIONS') return reply(request, '200 OK', ['Public: DESCRIBE, SETUP, PLAY, TEARDOWN']);
    if (!isLetIn(request, login))
      return reply(request, '401 Unauthorized', [`WWW-Authenticate: Digest realm="${realm}", nonce="${nonce}"`]);
    if (request.method === 'DESCRIBE') return reply(request, '200 OK', describeHeaders(request), await sdpOf(sdpFile));
    const transport = request.headers.get('transport') ?? '';
    if (request.method === 'SETUP' && !transport.includes('TCP')) return reply(request, '461 Unsupported Transport');
    if (request.method === 'SETUP') return reply(request, '200 OK', [`Transport: ${transport}`, 'Session: 1']);
    reply(request, '200 OK', ['Session: 1']);
    if (request.method === 'PLAY') play();
  };
  socket.on('data', (bytes) => {
    text += bytes.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      const request = readRequest(text.slice(0, end));
      text = text.slice(end + 4);
      if (request !== null) answer(request).catch((error: Error) => socket.destroy(error));
    }
  });
}

/** Null for what is no request: reports of the receiver (RTCP) come between them. */
function readRequest(head: string): Request | null {
  const begin = /(OPTIONS|DESCRIBE|SETUP|PLAY|TEARDOWN|GET_PARAMETER) (\S+) RTSP\/1\.0\r\n/.exec(head);
  if (begin === null) return null;
  const lines = head.slice(begin.index + begin[0].length).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { method: begin[1] ?? '', url: begin[2] ?? '', headers: new Map(headers) };
}

function isLetIn({ method, headers }: Request, { user, password }: Stage['login']): boolean {
  const given = headers.get('authorization') ?? '';
  const uri = /uri="([^"]*)"/.exec(given)?.[1] ?? '';
  const expected = md5(`${md5(`${user}:${realm}:${password}`)}:${nonce}:${md5(`${method}:${uri}`)}`);
  return given.includes(`username="${user}"`) && given.includes(`response="${expected}"`);
}

function describeHeaders({ url }: Request): string[] {
  return ['Content-Type: application/sdp', `Content-Base: ${url.replace(/\/?$/, '/')}`];
}

/** What ffmpeg says of its packets, with a name for each track. */
async function sdpOf(file: string): Promise<string> {
  const sdp = await waitFor(async () => (await readFile(file, 'utf8')).includes('m=audio') && readFile(file, 'utf8'), {
    describe: 'the camera knows its tracks',
  });
  let track = 0;
  return sdp
    .replace(/^SDP:\s*/, '')
    .replace(
      /^m=(\w+) \d+ (.*)$/gm,
      (_line, kind: string, rest: string) => `m=${kind} 0 ${rest}\na=control:track${track++}`,
    )
    .replace(/\r?\n/g, '\r\n');
}
