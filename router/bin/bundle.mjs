// Plain JavaScript, run before anything is compiled.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const source = fileURLToPath(new URL('../src', import.meta.url));
const cache = fileURLToPath(new URL('../node_modules/.cache/router', import.meta.url));
/** A router that still runs may load a part of an older bundle. */
const KEPT_MS = 24 * 60 * 60 * 1_000;

/**
 * The router's own code in a few files, made anew when a source has changed. Node alone starts them, sooner than tsx, and
 * without the names that tsx gives to every inner function each time it is made: an eighth of what a small query costs.
 *
 * @returns {Promise<string>} URL of the compiled src/command-line.ts
 * @throws {Error} of the file system, where nothing can be written
 */
export async function bundleOfRouter() {
  mkdirSync(cache, { recursive: true });
  const bundle = join(cache, fingerprint());
  if (!existsSync(bundle)) await build(bundle);
  return pathToFileURL(join(bundle, 'command-line.mjs')).href;
}

function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const file of sourcesBelow(source).sort()) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.update(process.version).digest('hex').slice(0, 16);
}

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesBelow(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

async function build(bundle) {
  const unfinished = `${bundle}.${process.pid}`;
  const esbuild = await import(pathToFileURL(tsxRequire().resolve('esbuild')).href);
  await esbuild.build({
    entryPoints: [join(source, 'command-line.ts')],
    outdir: unfinished,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    // As Node itself resolves, without the entries that are meant for bundlers.
    mainFields: ['main'],
    conditions: ['node', 'import'],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
    plugins: [librariesStay, filesKnowTheirPlace],
  });
  await esbuild.stop(); // its helper process
  publish(unfinished, bundle);
}

/** tsx's own: both compile alike. */
function tsxRequire() {
  return createRequire(createRequire(import.meta.url).resolve('tsx'));
}

/** Libraries are imported from where they are, by address: the bundle lies where none of them could be found by name. */
const librariesStay = {
  name: 'libraries-stay',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === librariesStay || kind === 'entry-point') return undefined;
      if (path.startsWith('node:')) return { external: true };
      const found = await resolve(path, { resolveDir, kind, pluginData: librariesStay });
      return { path: pathToFileURL(found.path).href, external: true, errors: found.errors };
    });
  },
};

/** `import.meta.url` leads to files beside the source, not beside the bundle. */
const filesKnowTheirPlace = {
  name: 'files-know-their-place',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

/** Another process may have been faster: then its bundle stays. */
function publish(unfinished, bundle) {
  if (existsSync(bundle)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, bundle);
  for (const path of readdirSync(cache).map((name) => join(cache, name))) {
    if (path !== bundle && Date.now() - statSync(path).mtimeMs > KEPT_MS)
      rmSync(path, { recursive: true, force: true });
  }
}
