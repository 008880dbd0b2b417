// Plain JavaScript, run before anything is compiled.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { publish } from './publish.mjs';

/** `require` for what a library looks for as it runs, at a place from where Node finds what it would have found. */
const HEAD =
  "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);";

/** What a library asks for only where somebody uses it: type-graphql, with its own validation. */
const NOT_INSTALLED = ['class-validator'];

/**
 * The libraries that our own code imports, in a few files in place of a thousand: finding, reading and linking so many is most
 * of what a process does at its start. They are written as they are, without a name for each function (see `keepNames` of
 * `bundleOwnCode`), and only anew when there are other libraries, or more of them.
 *
 * @param {object} options
 * @param {import('esbuild')} options.esbuild
 * @param {string} options.cache    their folder, made where it is missing
 * @param {Map<string, string>} options.imports    path of each library's module → name of the file that stands for it
 * @param {string} options.fingerprint    of all libraries
 * @returns {Promise<string>} the folder of these files
 */
export async function bundleLibraries({ esbuild, cache, imports, fingerprint }) {
  const hash = createHash('sha256').update(fingerprint);
  for (const entry of [...imports].sort()) hash.update(JSON.stringify(entry));
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  const doors = join(unfinished, 'doors');
  mkdirSync(doors, { recursive: true });
  const written = [...imports].map(async ([path, file]) => writeFileSync(join(doors, file), await doorTo(path)));
  await Promise.all(written);
  await esbuild.build({
    entryPoints: [...imports.values()].map((file) => join(doors, file)),
    outdir: unfinished,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    // as Node itself resolves: nothing that is meant for bundlers
    mainFields: ['main'],
    conditions: [],
    external: NOT_INSTALLED,
    loader: { '.node': 'copy' },
    banner: { js: HEAD },
    logLevel: 'error',
    plugins: [modulesKnowTheirPlace],
  });
  rmSync(doors, { recursive: true });
  publish(cache, unfinished, folder);
  return folder;
}

/** Exports what Node finds in the module, CommonJS ones among them, whose exports no compiler can tell for sure. */
async function doorTo(path) {
  const names = Object.keys(await import(pathToFileURL(path).href)).filter((name) => name !== 'module.exports');
  return `export { ${names.join(', ')} } from ${JSON.stringify(path)};\n`;
}

/** A module finds the files beside it where it was, not beside the bundle. */
const modulesKnowTheirPlace = {
  name: 'modules-know-their-place',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules.*\.[cm]?js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!/import\.meta\.url|__dirname|__filename/.test(text)) return undefined;
      const place = `var __filename = ${JSON.stringify(path)}, __dirname = ${JSON.stringify(dirname(path))};`;
      const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents: /__dirname|__filename/.test(text) ? `${place}${contents}` : contents, loader: 'js' };
    });
  },
};
