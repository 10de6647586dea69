// What a process and its children have used: processors, memory, open files; Linux only (proc(5)).
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
  return familyOf(roots, processes).reduce((sum, pid) => sum + (processes.get(pid)?.seconds ?? 0), 0);
}

/** What one process holds now. */
export interface Holding {
  readonly megabytes: number;
  readonly openFiles: number;
}

/** Memory and open files of a process, and of all that descend from it taken together. */
export function holdingsOf(pid: number): { own: Holding; children: Holding } {
  const family = familyOf([pid], readProcesses()).filter((one) => one !== pid);
  return { own: holding([pid]), children: holding(family) };
}

const pageBytes = 4096;

function holding(pids: readonly number[]): Holding {
  const each = pids.map((pid) => {
    const resident = orNullIfEnded(() => Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]));
    const files = orNullIfEnded(() => readdirSync(`/proc/${pid}/fd`).length);
    return { megabytes: ((resident ?? 0) * pageBytes) / 1e6, openFiles: files ?? 0 };
  });
  return {
    megabytes: each.reduce((sum, one) => sum + one.megabytes, 0),
    openFiles: each.reduce((sum, one) => sum + one.openFiles, 0),
  };
}

function familyOf(roots: readonly number[], processes: ReadonlyMap<number, Process>): number[] {
  const isCounted = (pid: number): boolean => {
    if (roots.includes(pid)) return true;
    const parent = processes.get(pid)?.parent ?? 0;
    return parent > 0 && isCounted(parent);
  };
  return [...processes.keys()].filter(isCounted);
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
  return orNullIfEnded(() => {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name, in brackets, may hold anything; parent, user and system time are fields 4, 14 and 15.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond };
  });
}

function orNullIfEnded<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}
