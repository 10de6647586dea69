// Mail leaves through the operator's server: a small one that speaks SMTP listens here.
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { createMailer } from '../../server/mail.ts';

/** Says yes to everything and keeps what it was told; refuses the recipients of one domain. */
function listen(heard: string[]) {
  const server = createServer((socket) => {
    let isData = false;
    socket.write('220 ready\r\n');
    socket.on('data', (bytes) => {
      const text = bytes.toString();
      heard.push(text);
      if (isData && text.endsWith('\r\n.\r\n')) isData = false;
      else if (isData) return;
      else if (text.startsWith('DATA')) isData = true;
      if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
      else if (text.includes('@refused.example')) socket.write('550 no such mailbox\r\n');
      else socket.write(isData ? '354 go on\r\n' : '250 ok\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  return server;
}

const servers: ReturnType<typeof listen>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function mailer(heard: string[], from: string) {
  const server = listen(heard);
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return createMailer(`smtp://127.0.0.1:${port}/${from}`, 'streaming.example.it');
}

it('goes to its address, from the sender that SMTP_URL names', async () => {
  const heard: string[] = [];
  const mail = await mailer(heard, '?from=desk@comune.example');
  await mail.send({ to: 'anna@example.org', subject: 'Invito', text: 'https://streaming.example.it/welcome#code=x' });
  const conversation = heard.join('');
  expect(conversation).toContain('MAIL FROM:<desk@comune.example>');
  expect(conversation).toContain('RCPT TO:<anna@example.org>');
  expect(conversation).toContain('/welcome#code=x');
});

it('comes from the site’s own host when SMTP_URL names no sender, and a refusal is an error', async () => {
  const heard: string[] = [];
  const mail = await mailer(heard, '');
  await expect(mail.send({ to: 'anna@refused.example', subject: 'x', text: 'y' })).rejects.toThrow(/no such mailbox/);
  expect(heard.join('')).toContain('MAIL FROM:<casa-di-vetro@streaming.example.it>');
});
