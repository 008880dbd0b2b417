#!/usr/bin/env node
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleOwnCode } from '../bundle.mjs';

const HELP = `Runs a process of Souk from a bundle, which starts in half the time that tsx takes.

  node packages/bundle/bin/start.mjs [--only-bundle] ENTRY

  ENTRY            TypeScript, path from here: subgraphs/orders/src/main.ts
  --only-bundle    makes the bundle for later, where the disk can be written
`;

const { values, positionals } = parseArgs({
  options: { 'only-bundle': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [entry] = positionals;
if (values.help || entry === undefined) {
  process.stdout.write(HELP);
  process.exit(values.help ? 0 : 1);
}

const bundle = await bundleOf(entry);
process.setSourceMapsEnabled(true);
if (!values['only-bundle']) await import(bundle ?? (await throughTsx(entry)));

async function bundleOf(path) {
  try {
    return await bundleOwnCode({
      name: path.replaceAll(/\W+/g, '-'),
      entry: path,
      folders: ['packages', 'subgraphs'],
      keepNames: true, // type-graphql names types after their classes
    });
  } catch (error) {
    const isOfDisk = error instanceof Error && 'syscall' in error;
    if (!isOfDisk || values['only-bundle']) throw error;
    return undefined;
  }
}

/** Where no bundle can be kept. */
async function throughTsx(path) {
  const { register } = await import('tsx/esm/api');
  register();
  return pathToFileURL(path).href;
}
