// Ends the process when the operator or the system asks for it, within one deadline. Must not know what is being stopped.
import type { Log } from './usecases/house.ts';

/** What runs until it is stopped. */
export interface Running {
  stop(reason: string): Promise<void>;
}

/** What is still open when this is over is let go. */
const stopDeadlineMs = 10_000;

/** Stops once, at SIGTERM or SIGINT. */
export function stopOnSignals(running: Running, log: Pick<Log, 'error'>): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    const late = setTimeout(() => process.exit(1), stopDeadlineMs);
    running.stop(signal).then(
      () => {
        clearTimeout(late);
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
