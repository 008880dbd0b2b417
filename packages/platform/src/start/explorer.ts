import { execFile } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '../config.js';

const EXPLORER = join(REPOSITORY, 'router', 'explorer');
const BUNDLE = join(EXPLORER, 'dist');
/** The page opens with some of them as tabs. */
const OPERATIONS = join(REPOSITORY, 'schema', 'operations');

/**
 * The folder of the explorer's page, bundled anew when it is missing or older than its sources.
 *
 * @param signal     breaks the bundling off
 * @param onBuild    called before a bundling, which takes some seconds
 * @throws Error     the bundling fails; the page that was there stays
 */
export async function explorerBundle(signal: AbortSignal, onBuild: () => void): Promise<string> {
  if (isFresh()) return BUNDLE;
  onBuild();
  const fresh = `${BUNDLE}.new`;
  const vite = join(createRequire(import.meta.url).resolve('vite/package.json'), '..', 'bin', 'vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'error'],
    {
      cwd: EXPLORER,
      signal,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  rmSync(BUNDLE, { recursive: true, force: true });
  renameSync(fresh, BUNDLE);
  return BUNDLE;
}

function isFresh(): boolean {
  const page = join(BUNDLE, 'index.html');
  return existsSync(page) && statSync(page).mtimeMs >= Math.max(newestSource(EXPLORER), newestSource(OPERATIONS));
}

function newestSource(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && !name.startsWith('dist'))
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs;
    });
  return Math.max(0, ...times);
}
