import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A process that still runs may load a part of an older bundle. */
const KEPT_MS = 24 * 60 * 60 * 1_000;

/**
 * Puts a finished bundle at its place, and removes old ones. Another process may have been faster: then its bundle stays.
 *
 * @param {string} cache    the folder of all of them
 * @param {string} unfinished
 * @param {string} bundle
 */
export function publish(cache, unfinished, bundle) {
  if (existsSync(bundle)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, bundle);
  for (const path of readdirSync(cache).map((name) => join(cache, name))) {
    if (path !== bundle && Date.now() - statSync(path).mtimeMs > KEPT_MS)
      rmSync(path, { recursive: true, force: true });
  }
}
