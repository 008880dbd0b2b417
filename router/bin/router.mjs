#!/usr/bin/env node
import { bundleOfRouter } from './bundle.mjs';

process.setSourceMapsEnabled(true);
const { main } = await import(await entry());
await main(process.argv.slice(2), process.env);

/** Where no bundle can be kept, on a disk that cannot be written say, tsx compiles as it goes. */
async function entry() {
  try {
    return await bundleOfRouter();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const { register } = await import('tsx/esm/api');
    register();
    return '../src/command-line.ts';
  }
}
