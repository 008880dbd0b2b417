import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: SystemUser = { uid: 65_534, gid: 65_534 };

/**
 * The user that PostgreSQL runs as, since it refuses root: the owner of an existing cluster, else `postgres`, else `nobody`.
 *
 * @returns nothing when we are not root: it runs as ourselves
 */
export function unprivilegedUser(clusterDir: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  try {
    return { uid: systemId('-u'), gid: systemId('-g') };
  } catch {
    return NOBODY;
  }
}

/** Whether that user can open the path, which a folder above it may prevent (a checkout below /root). */
export function canReach(user: SystemUser | undefined, path: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'test -r "$1"', 'sh', path], { cwd: '/', stdio: 'ignore', ...user });
    return true;
  } catch {
    return false;
  }
}

function systemId(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}
