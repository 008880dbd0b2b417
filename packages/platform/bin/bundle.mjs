// Plain JavaScript, run before anything is compiled.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'souk');
/** A Souk that still runs may load a part of an older bundle. */
const KEPT_MS = 24 * 60 * 60 * 1_000;
const SOURCES = ['packages', 'subgraphs', 'router'];

/**
 * The whole of Souk's own code in a few files, made anew when a source has changed. Node alone starts them in half the time that tsx
 * takes, which looks at each of 700 files, and at each of their libraries, one by one.
 *
 * @returns {Promise<string>} URL of the compiled packages/platform/src/main.ts
 */
export async function bundleOfSouk() {
  const bundle = join(cache, fingerprint());
  if (!existsSync(bundle)) await build(bundle);
  return pathToFileURL(join(bundle, 'main.mjs')).href;
}

/** Changes with every source, and with the libraries. */
function fingerprint() {
  const files = [...SOURCES.flatMap((folder) => sourcesBelow(join(root, folder))), join(root, 'pnpm-lock.yaml')];
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  for (const file of files.sort()) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return /^(node_modules|dist.*|tests|migrations)$/.test(entry.name) ? [] : sourcesBelow(path);
    return /\.ts$|^package\.json$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

async function build(bundle) {
  const unfinished = `${bundle}.${process.pid}`;
  const esbuild = await import(pathToFileURL(tsxRequire().resolve('esbuild')).href);
  await esbuild.build({
    entryPoints: [join(root, 'packages', 'platform', 'src', 'main.ts')],
    outdir: unfinished,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    // as Node itself resolves, without the entries that are meant for bundlers
    mainFields: ['main'],
    conditions: ['node', 'import'],
    tsconfig: join(root, 'tsconfig.json'),
    keepNames: true, // type-graphql names types after their classes
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
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
      if (pluginData === librariesStay || kind === 'entry-point' || path.startsWith('@souk/')) return undefined;
      if (path.startsWith('node:')) return { external: true };
      const found = await resolve(path, { resolveDir, kind, pluginData: librariesStay });
      return { path: pathToFileURL(found.path).href, external: true, errors: found.errors };
    });
  },
};

/** `import.meta.url` leads to migrations and the like beside the source, not beside the bundle. */
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
  if (!existsSync(bundle)) renameSync(unfinished, bundle);
  for (const path of readdirSync(cache).map((name) => join(cache, name))) {
    if (path !== bundle && Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true });
  }
}
