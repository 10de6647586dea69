// An SRT encoder that copies a film at the speed of life, again and again. The caller stops it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface SrtSender {
  /** Its exit code; null when it was killed. */
  readonly exited: Promise<number | null>;
  kill(): void;
  /** It stands still with its line open, as a machine that hangs. */
  freeze(): void;
}

/** `film` = an MPEG transport stream; sent to a listener on this machine without encoding it again. */
export function sendFilmBySrt(film: string, port: number, passphrase: string): SrtSender {
  const address = `srt://127.0.0.1:${port}?passphrase=${passphrase}`;
  const input = ['-v', 'error', '-nostdin', '-re', '-stream_loop', '-1', '-i', film];
  const child = spawn('ffmpeg', [...input, '-c', 'copy', '-f', 'mpegts', address], { stdio: 'ignore' });
  return {
    exited: once(child, 'close').then(() => child.exitCode),
    kill: () => void child.kill('SIGKILL'),
    freeze: () => void child.kill('SIGSTOP'),
  };
}
