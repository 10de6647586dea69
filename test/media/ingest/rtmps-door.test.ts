// RTMP with TLS: a real ffmpeg publishes, strangers hang about, the certificate is renewed under way.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Publication, RtmpServer } from '../../../media/ingest/rtmp/rtmp-server.ts';
import { createRtmpServer } from '../../../media/ingest/rtmp/rtmp-server.ts';
import type { TlsDoor } from '../../../media/ingest/rtmp/tls-door.ts';
import { createTlsDoor } from '../../../media/ingest/rtmp/tls-door.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createWrittenLog } from '../../unit/ingest/samples.ts';

let folder: string;
let door: TlsDoor;
let server: RtmpServer;
const log = createWrittenLog();
const publications: Publication[] = [];
const place = (name: string): string => join(folder, name);

/** A certificate of our own, for a name. */
async function makeCertificate(name: string): Promise<void> {
  const files = ['-keyout', place(`${name}.key`), '-out', place(`${name}.pem`)];
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', ...files];
  await promisify(execFile)('openssl', [...args, '-days', '2', '-subj', `/CN=${name}`]);
}

async function use(name: string): Promise<void> {
  await copyFile(place(`${name}.key`), place('used.key'));
  await copyFile(place(`${name}.pem`), place('used.pem'));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casa-rtmps-'));
  await Promise.all(['first.example.org', 'second.example.org'].map(makeCertificate));
  await use('first.example.org');
  door = createTlsDoor({ certificateFile: place('used.pem'), keyFile: place('used.key'), log, lookEveryMs: 50 });
  server = createRtmpServer({
    ...{ kind: 'rtmps', port: 0, host: '127.0.0.1', now: Date.now, log, listen: door.listen },
    admit: async (key) => (key === 'right' ? { ok: true, sessionId: 's1' } : { ok: false, reason: 'wrong key' }),
    onPublish: (publication) => void publications.push(publication),
  });
  await server.start();
});
afterAll(async () => {
  door.stop();
  await server.stop('test is over');
  await rm(folder, { recursive: true, force: true });
});

/** The name in the certificate that the door shows now. */
async function shownName(): Promise<string> {
  const socket = connectTls({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

describe('the encrypted door', () => {
  it('lets a real encoder in', async () => {
    const input = ['-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=25', '-t', '2', '-c:v', 'libx264', '-preset', 'ultrafast'];
    const address = `rtmps://127.0.0.1:${server.port}/live/right`;
    const encoder = spawn('ffmpeg', ['-v', 'error', '-nostdin', ...input, '-f', 'flv', address], { stdio: 'ignore' });
    const [code] = await once(encoder, 'exit');
    expect(code).toBe(0);
    expect(publications).toMatchObject([{ sessionId: 's1', kind: 'rtmps', remoteAddress: '127.0.0.1' }]);
  });

  it('closes who says nothing, and who speaks without encryption', async () => {
    const plain = connect({ port: server.port, host: '127.0.0.1' });
    plain.on('error', () => undefined);
    plain.write(Buffer.alloc(1_537, 3));
    const silent = Array.from({ length: 100 }, () => connect({ port: server.port, host: '127.0.0.1' }));
    const startedAtMs = performance.now();
    await Promise.all([plain, ...silent].map((socket) => once(socket.resume(), 'close')));
    expect(performance.now() - startedAtMs).toBeLessThan(20_000);
  });

  it('shows a renewed certificate, and keeps the one before while the files do not fit together', async () => {
    expect(await shownName()).toBe('first.example.org');
    await writeFile(place('used.pem'), 'this is no certificate');
    await waitFor(() => log.lines.some(({ level }) => level === 'warn') || null, {
      describe: 'the door refuses the broken certificate',
    });
    expect(await shownName()).toBe('first.example.org');
    await use('second.example.org');
    await waitFor(async () => (await shownName()) === 'second.example.org' || null, {
      describe: 'the door shows the new certificate',
    });
  });
});
