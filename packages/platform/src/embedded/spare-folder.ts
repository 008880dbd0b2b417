import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../start-error.js';

/**
 * A folder outside the checkout, readable by every user and writable by us alone, for what PostgreSQL's user could not reach in it.
 * For root it is below /var/lib, which no clean-up of temporary files touches.
 *
 * @throws StartError    somebody else made the folder: what lies in it is not to be trusted
 */
export function spareFolder(): string {
  const uid = process.getuid?.() ?? 0;
  const folder = uid === 0 && isWritable('/var/lib') ? '/var/lib/souk' : join(tmpdir(), `souk-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const { uid: owner } = lstatSync(folder);
  if (owner !== uid)
    throw new StartError(`${folder} belongs to another user: remove it, or set TMPDIR to a folder of your own.`);
  return folder;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
