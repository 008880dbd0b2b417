import { readFileSync } from 'node:fs';

/** Linux counts in ticks of 10 ms, whatever the machine. Source: proc_pid_stat(5), USER_HZ. */
const MICROSECONDS_PER_TICK = 10_000;

/** CPU time of a process and its descendants, all threads, user and system. */
export function cpuMicroseconds(pid) {
  return sumOverTree(pid, (each) => {
    const stat = readFileSync(`/proc/${each}/stat`, 'utf8');
    // The second field is a name that may hold blanks; it ends at the last parenthesis.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
  });
}

/** Resident memory of a process and its descendants. */
export function rssBytes(pid) {
  return sumOverTree(pid, (each) => {
    const [, kibibytes = 0] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${each}/status`, 'utf8')) ?? [];
    return Number(kibibytes) * 1024;
  });
}

function sumOverTree(pid, measure) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + sumOverTree(child, measure), measure(pid));
}
