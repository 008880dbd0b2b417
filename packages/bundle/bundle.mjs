// Plain JavaScript, run before anything is compiled.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleLibraries } from './libraries.mjs';
import { publish } from './publish.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Below a bundle's folder, leads to the libraries that it imports. */
const LIBRARIES = 'libraries';
const NO_SOURCES = /^(node_modules|dist.*|tests|migrations)$/;

/**
 * Our own code behind one entry in a few files, made anew when a source or a library has changed. Node alone starts them in
 * half the time that tsx takes, which looks at each of a thousand files, and at each of their libraries, one by one.
 *
 * @param {object} options
 * @param {string} options.name    of the bundle's folder below node_modules/.cache
 * @param {string} options.entry    TypeScript, path from the repository's root
 * @param {string[]} options.folders    that have the sources, from the repository's root
 * @param {boolean} options.keepNames    classes and functions keep their names where two files have the same one; costs a
 * call whenever an inner function is made
 * @param {boolean} [options.hasFailpoints]    keeps the statements `await failpoint(…);`, which every other build leaves out; the
 * chaos rig's alone
 * @param {{ file: string, from: string, to: string }[]} [options.alterations]    texts of sources to build differently, each found
 * once in its file (path from the repository's root): how the chaos rig plants a bug
 * @returns {Promise<string>} URL of the compiled entry
 * @throws {Error} of the file system, with a `syscall`, where nothing can be written
 */
export async function bundleOwnCode({ name, entry, folders, keepNames, hasFailpoints = false, alterations = [] }) {
  const cache = join(root, 'node_modules', '.cache', name);
  mkdirSync(cache, { recursive: true });
  const bundle = join(cache, fingerprint(folders, JSON.stringify([hasFailpoints, alterations])));
  if (!existsSync(join(bundle, LIBRARIES))) {
    rmSync(bundle, { recursive: true, force: true }); // its libraries are gone
    const unfinished = `${bundle}.${process.pid}`;
    const change = (file, text) => alter(file, hasFailpoints ? text : text.replace(FAILPOINTS, ''), alterations);
    const libraries = await build(join(root, entry), unfinished, { keepNames, change });
    symlinkSync(libraries, join(unfinished, LIBRARIES), 'junction');
    publish(cache, unfinished, bundle);
  }
  return pathToFileURL(join(bundle, basename(entry).replace(/\.ts$/, '.mjs'))).href;
}

/** Stands alone on its line, so that nothing else goes with it. */
const FAILPOINTS = /^[ \t]*await failpoint\(.*\);$/gm;

function alter(file, text, alterations) {
  let altered = text;
  for (const { from, to } of alterations.filter((alteration) => join(root, alteration.file) === file)) {
    if (altered.split(from).length !== 2) throw new Error(`${file} has not exactly one place that reads: ${from}`);
    altered = altered.replace(from, () => to);
  }
  return altered;
}

/** Changes with every source, with the libraries, and with what is built differently. */
function fingerprint(folders, variant) {
  const hash = createHash('sha256').update(fingerprintOfLibraries());
  for (const file of folders.flatMap((folder) => sourcesBelow(join(root, folder))).sort()) {
    const { mtimeMs, size } = statSync(file);
    // An image keeps whole seconds.
    hash.update(`${file} ${Math.floor(mtimeMs / 1_000)} ${size}\n`);
  }
  return hash.update(variant).digest('hex').slice(0, 16);
}

/** Changes with what is installed, with how it is bundled, and with Node. */
function fingerprintOfLibraries() {
  const hash = createHash('sha256')
    .update(process.version)
    .update(readFileSync(join(root, 'pnpm-lock.yaml')));
  for (const file of ['bundle.mjs', 'libraries.mjs', 'publish.mjs']) {
    hash.update(readFileSync(new URL(file, import.meta.url)));
  }
  return hash.digest('hex');
}

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NO_SOURCES.test(entry.name) ? [] : sourcesBelow(path);
    return /\.ts$|^package\.json$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

/** @returns {Promise<string>} the folder of the libraries that it imports */
async function build(entry, outdir, { keepNames, change }) {
  const imports = new Map();
  const esbuild = await import(pathToFileURL(tsxRequire().resolve('esbuild')).href);
  await esbuild.build({
    entryPoints: [entry],
    outdir,
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
    keepNames,
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
    plugins: [librariesApart(imports), filesKnowTheirPlace(change)],
  });
  const cache = join(root, 'node_modules', '.cache', 'libraries');
  const folder = await bundleLibraries({ esbuild, cache, imports, fingerprint: fingerprintOfLibraries() });
  await esbuild.stop(); // its helper process
  return folder;
}

/** tsx's own: both compile alike. */
function tsxRequire() {
  return createRequire(createRequire(import.meta.url).resolve('tsx'));
}

/** Libraries are imported from a bundle of their own; which they are is noted. */
const librariesApart = (imports) => ({
  name: 'libraries-apart',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === librariesApart || kind === 'entry-point' || path.startsWith('@souk/')) return undefined;
      if (path.startsWith('node:')) return { external: true };
      const found = await resolve(path, { resolveDir, kind, pluginData: librariesApart });
      if (found.errors.length > 0) return found;
      const digest = createHash('sha256').update(relative(root, found.path)).digest('hex').slice(0, 8);
      const file = imports.get(found.path) ?? `${path.replaceAll(/[^\w.-]+/g, '_')}-${digest}.mjs`;
      imports.set(found.path, file);
      return { path: `./${LIBRARIES}/${file}`, external: true };
    });
  },
});

/** `import.meta.url` leads to migrations and the like beside the source, not beside the bundle. */
const filesKnowTheirPlace = (change) => ({
  name: 'files-know-their-place',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: change(path, readFileSync(path, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }));
  },
});
