#!/usr/bin/env node
import { bundleOwnCode } from '@souk/bundle';

process.setSourceMapsEnabled(true);
const { main } = await import(await entry());
await main(process.argv.slice(2), process.env);

/** Where no bundle can be kept, on a disk that cannot be written say, tsx compiles as it goes. */
async function entry() {
  try {
    return await bundleOwnCode({
      name: 'router',
      entry: 'router/src/command-line.ts',
      folders: ['router/src'],
      // With them each inner function that a request makes costs a call: an eighth of a small query.
      keepNames: false,
    });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const { register } = await import('tsx/esm/api');
    register();
    return '../src/command-line.ts';
  }
}
