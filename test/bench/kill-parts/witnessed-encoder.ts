// An encoder that keeps a copy of all it sends, and comes back by itself as soon as it is let in again, as hardware does.
import { connect } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { publisherArguments, startEncoder, type Publisher } from '../../support/ffmpeg-publisher.ts';
import { recordedClocks } from '../../support/recorded-clocks.ts';
import { waitFor } from '../../support/wait-for.ts';

export const framesPerSecond = 25;

/** The pictures of one connection by their clocks, in order. */
export type Sent = readonly number[];

export interface WitnessedEncoder extends Publisher {
  /** What it was connected to is gone: ffmpeg goes on with its copy alone, so it is told. Comes back when the door opens. */
  lineBroke(): void;
  /** Connection by connection; to be asked when it has ended. */
  sent(): Promise<Sent[]>;
}

/** Publishes to `url`; the copies (one a connection) lie in `folder`. */
export function startWitnessedEncoder(url: string, folder: string): WitnessedEncoder {
  const copies: string[] = [];
  const over = new AbortController();
  let current = connectAgain();
  const exited = keepConnected();

  function connectAgain(): Publisher {
    const copy = join(folder, `sent-${copies.length}.flv`);
    copies.push(copy);
    return startEncoder(teed(publisherArguments({ url, framesPerSecond }), copy));
  }

  async function keepConnected(): ReturnType<() => Publisher['exited']> {
    for (;;) {
      const exit = await current.exited;
      await doorOpens(url, over.signal).catch((error: unknown) => {
        if (!over.signal.aborted) throw error;
      });
      if (over.signal.aborted) return exit;
      current = connectAgain();
    }
  }

  return {
    get pid() {
      return current.pid;
    },
    exited,
    async stop() {
      over.abort();
      await current.stop();
      await exited;
    },
    kill9() {
      over.abort();
      current.kill9();
    },
    lineBroke: () => void current.stop(),
    async sent() {
      const connections: Sent[] = [];
      for (const copy of copies) connections.push(await recordedClocks(copy));
      return connections;
    },
  };
}

/** The same stream to its address and into a file. */
function teed(args: readonly string[], copy: string): string[] {
  const output = args.indexOf('flv');
  const url = args.at(-1) ?? '';
  const slave = 'f=flv:flvflags=no_duration_filesize';
  const maps = ['-map', '0:v', '-map', '1:a', '-flags', '+global_header'];
  return [...args.slice(0, output - 1), ...maps, '-f', 'tee', `[${slave}]${url}|[${slave}]${copy}`];
}

/** Somebody listens there. */
async function doorOpens(url: string, signal: AbortSignal): Promise<void> {
  const { hostname, port } = new URL(url);
  const listens = async (): Promise<boolean> => {
    const socket = connect({ host: hostname, port: Number(port) });
    try {
      await once(socket, 'connect');
      return true;
    } finally {
      socket.destroy();
    }
  };
  await waitFor(listens, { describe: 'the encoder is let in again', signal });
}
