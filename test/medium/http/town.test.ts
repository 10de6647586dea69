// The town over HTTP: who sets name, colour and crest, what is taken, and how everyone is shown it.
import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Town } from '../../../server/contract/town.ts';
import { createTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => void (server = await createTestServer()));
afterAll(() => server.close());

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
const town = async (): Promise<Town> => (await server.ask('GET', '/api/town')).json<Town>();

async function sendCrest(bytes: string | Uint8Array): Promise<number> {
  const headers = { cookie: await server.signIn(), origin: server.url, 'content-type': 'application/octet-stream' };
  return (await fetch(`${server.url}/api/town/crest`, { method: 'PUT', headers, body: Buffer.from(bytes) })).status;
}

describe('the town', () => {
  it('has the product’s own looks first, and then its name and colour for everyone', async () => {
    expect(await town()).toEqual({ name: null, accent: null, crest: null });
    expect((await server.ask('GET', '/api/town/style.css')).text).toBe('');
    const change = { name: ' Comune di Vetralba ', accent: '#00703c' };
    expect((await server.askAsStaff('PATCH', '/api/town', { body: change })).status).toBe(200);
    expect(await town()).toEqual({ name: 'Comune di Vetralba', accent: '#00703c', crest: null });
    const style = await server.ask('GET', '/api/town/style.css');
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(style.text).toContain('--cdv-header:#00703c;');
    const manifest = (await server.ask('GET', '/api/town/manifest.json')).json<{ name: string; theme_color: string }>();
    expect(manifest).toMatchObject({ name: 'Comune di Vetralba', theme_color: '#00703c' });
  });

  it('refuses a colour that cannot be read, with a sentence, and keeps the one it has', async () => {
    const answer = await server.askAsStaff('PATCH', '/api/town', { body: { accent: '#ffcc00' } });
    expect([answer.status, answer.text.includes('4.5 to 1')]).toEqual([400, true]);
    expect((await town()).accent).toBe('#00703c');
  });

  it('shows a crest only as a picture that may do nothing, and deletes the one before', async () => {
    expect(await sendCrest(svg)).toBe(200);
    const { crest } = await town();
    const shown = await server.ask('GET', crest ?? '');
    expect([shown.text, shown.headers.get('content-type')]).toEqual([svg, 'image/svg+xml; charset=utf-8']);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(shown.headers.get('content-disposition')).toContain('attachment');
    expect(await sendCrest(Buffer.from('\x89PNG, so it says', 'latin1'))).toBe(200);
    expect((await server.ask('GET', (await town()).crest ?? '')).headers.get('content-type')).toBe('image/png');
    const before = server.house.files.pathOf(createHash('sha256').update(svg).digest('hex'));
    expect(existsSync(before)).toBe(false);
    expect((await server.askAsStaff('DELETE', '/api/town/crest')).json<Town>().crest).toBe(null);
    expect((await server.ask('GET', crest ?? '')).status).toBe(404);
  });

  it('takes no crest that could act, and none from the public', async () => {
    expect(await sendCrest(svg.replace('<path', '<script/><path'))).toBe(422);
    expect(await sendCrest('<html></html>')).toBe(422);
    expect(await sendCrest(new Uint8Array(1024 * 1024 + 1))).toBe(413);
    expect((await server.ask('PATCH', '/api/town', { body: { name: 'x' } })).status).toBe(401);
    expect((await town()).crest).toBe(null);
  });
});
