// A TCP port that nobody uses: the wanted one if possible.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { writeToTerminal } from './progress.mjs';

/**
 * @param {number} wanted
 * @param {(text: string) => void} [write]
 */
export async function findFreePort(wanted, write = writeToTerminal) {
  const port = (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted;
  if (port !== wanted) write(`Port ${wanted} is taken, so port ${port} is used instead.\n`);
  return port;
}

/**
 * The port when it could be opened (0 = any), null when it is taken or not allowed.
 * @param {number} port
 * @returns {Promise<number | null>}
 */
async function tryPort(port) {
  const server = createServer();
  try {
    server.listen(port);
    await once(server, 'listening');
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES'))
      return null;
    throw error;
  } finally {
    server.close();
  }
}
