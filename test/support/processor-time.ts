// How much of the processors a process and its children have used; Linux only (proc(5)).
import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly parent: number;
  readonly seconds: number;
}

/** Clock ticks of /proc are hundredths of a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Seconds used so far by these processes and all that descend from them; those that have ended do not count. */
export function processorSeconds(roots: readonly number[]): number {
  const processes = readProcesses();
  const isCounted = (pid: number): boolean => {
    if (roots.includes(pid)) return true;
    const parent = processes.get(pid)?.parent ?? 0;
    return parent > 0 && isCounted(parent);
  };
  let sum = 0;
  for (const [pid, { seconds }] of processes) if (isCounted(pid)) sum += seconds;
  return sum;
}

function readProcesses(): ReadonlyMap<number, Process> {
  const found = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    const process = /^\d+$/u.test(name) ? readProcess(name) : null;
    if (process !== null) found.set(Number(name), process);
  }
  return found;
}

/** Null when it has ended meanwhile. */
function readProcess(pid: string): Process | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name, in brackets, may hold anything; parent, user and system time are fields 4, 14 and 15.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}
