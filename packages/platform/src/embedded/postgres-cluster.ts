import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../start-error.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { postgresFailure } from './postgres-failure.js';
import type { SystemUser } from './system-user.js';

export const SUPERUSER = 'souk';

/** What lies in a PostgreSQL home: the cluster and its superuser's password. */
export interface PostgresCluster {
  readonly dir: string;
  readonly password: string;
}

/**
 * The cluster in `home`, made when there is none.
 *
 * @throws StartError    made by another major version of PostgreSQL; the disk is full
 */
export async function openCluster(
  home: string,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
): Promise<PostgresCluster> {
  const dir = join(home, 'cluster');
  const passwordFile = join(home, 'password');
  if (!existsSync(join(dir, 'PG_VERSION'))) await makeCluster({ home, dir, passwordFile, binaries, user });
  const version = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  if (version !== binaries.majorVersion) {
    throw new StartError(
      `The databases in ${dir} were made by PostgreSQL ${version}, this Souk brings ${binaries.majorVersion}: ` +
        'give them up with "npm start -- --reset", or move the folder away to keep them.',
    );
  }
  return { dir, password: readFileSync(passwordFile, 'utf8') };
}

interface NewCluster {
  readonly home: string;
  readonly dir: string;
  readonly passwordFile: string;
  readonly binaries: PostgresBinaries;
  readonly user: SystemUser | undefined;
}

/** Made under another name first: a cluster whose making was broken off is never taken for a good one. */
async function makeCluster({ home, dir, passwordFile, binaries, user }: NewCluster): Promise<void> {
  const unfinished = `${dir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (user) for (const path of [unfinished, passwordFile]) chownSync(path, user.uid, user.gid);
  const options = ['-D', unfinished, '-U', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  const encoding = ['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'];
  const locale = ['--locale', process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'];
  try {
    await promisify(execFile)(binaries.initdb, [...options, ...encoding, ...locale, '--no-sync', '--no-instructions'], {
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      ...user,
    });
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    throw postgresFailure(home, cause instanceof Error ? cause.message : String(cause), cause);
  }
  renameSync(unfinished, dir);
}
