/** The command of this bench; `--help` and ../README.md say what it does. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from './options.mjs';

/** Each with a lock file of its own. */
const PACKAGES = ['.', 'routers/mercurius'];

try {
  const options = readOptions(process.argv.slice(2));
  if (options) {
    PACKAGES.forEach(installOnce);
    const { runBench } = await import('./bench.mjs');
    process.exit(await runBench(options));
  }
} catch (error) {
  process.stderr.write(`bench: ${error.message}\n`);
  process.exit(1);
}

/** The other routers are no burden on an install of the repository: they come with the first run. */
function installOnce(path) {
  const directory = fileURLToPath(new URL(path, import.meta.url));
  if (existsSync(join(directory, 'node_modules'))) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: directory, stdio: 'inherit' });
}
