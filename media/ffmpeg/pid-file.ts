// Remembers running children on disk, so that those which outlive a crashed server are ended at the next boot.
// A process is ours only when its start time, its boot and its binary are those written down; a reused pid is left alone.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface PidRecord {
  readonly pid: number;
  readonly binary: string;
  readonly name: string;
  /** Clock ticks from boot to its start (`/proc/<pid>/stat`, field 22). */
  readonly startTicks: string;
  readonly bootId: string;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Gone, or a system without /proc: both mean "not known to run".
    return null;
  }
}

function bootId(): string {
  return readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

/** Field 22 of `/proc/<pid>/stat`; the command name before it may contain blanks and parentheses. */
function startTicks(pid: number): string | null {
  const stat = readOrNull(`/proc/${String(pid)}/stat`);
  if (stat === null) return null;
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** Writes down a child that has just started; returns the function that forgets it. Without /proc it does nothing. */
export function rememberPid(folder: string, child: { pid: number; binary: string; name: string }): () => void {
  const ticks = startTicks(child.pid);
  if (ticks === null) return () => undefined;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${String(child.pid)}.json`);
  const record: PidRecord = { ...child, startTicks: ticks, bootId: bootId() };
  writeFileSync(path, JSON.stringify(record));
  return () => {
    rmSync(path, { force: true });
  };
}

function parseRecord(text: string): PidRecord | null {
  try {
    const record = JSON.parse(text) as Partial<PidRecord> | null;
    if (typeof record?.pid !== 'number' || !Number.isInteger(record.pid) || record.pid <= 1) return null;
    const { pid, binary = '', name = '', startTicks: ticks = '', bootId: boot = '' } = record;
    return { pid, binary, name, startTicks: ticks, bootId: boot };
  } catch (error) {
    // A crash may have torn the file; without a whole record nothing is killed.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isStillOurs(record: PidRecord): boolean {
  if (record.bootId !== bootId() || startTicks(record.pid) !== record.startTicks) return false;
  const command = readOrNull(`/proc/${String(record.pid)}/cmdline`)?.split('\0')[0] ?? '';
  return command !== '' && basename(command) === basename(record.binary);
}

function isPresent(path: string): boolean {
  return readOrNull(path) !== null;
}

function killIfPresent(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended by itself between the look and the signal.
    if (isPresent(`/proc/${String(pid)}/stat`)) throw error;
    return false;
  }
}

/**
 * Kills what an earlier run of the server left behind and empties `folder`. Call once at boot, before starting anything.
 * Returns the names of the processes that were killed.
 */
export function sweepOrphans(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const killed: string[] = [];
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    const record = parseRecord(readOrNull(path) ?? 'null');
    if (record !== null && isStillOurs(record) && killIfPresent(record.pid)) killed.push(record.name);
    rmSync(path, { force: true });
  }
  return killed;
}
