import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Linux tells by files, and may lack `ps`; macOS has only `ps`. */
const HAS_PROC = existsSync('/proc/self/stat');

/** The command line of a process; empty when there is none. */
export function processCommand(pid: number): string {
  if (!HAS_PROC) return ps('command=', pid);
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

/** Tells a process from a later one with the same pid, also after a restart of the machine; empty when there is none. */
export function processBirth(pid: number): string {
  if (!HAS_PROC) return ps('lstart=', pid);
  const stat = read(`/proc/${pid}/stat`);
  // the name, second field, is in parentheses and may hold spaces; the start time is the 22nd (proc_pid_stat(5))
  const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return startTicks ? `${read('/proc/sys/kernel/random/boot_id').trim()}/${startTicks}` : '';
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function ps(column: string, pid: number): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    }).trim();
  } catch {
    return '';
  }
}
