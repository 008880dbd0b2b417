#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { bundleOwnCode } from '@souk/bundle';

// When objects that were made at one place of the code have lived for a while, V8 takes those to come for old from their
// beginning. At full load that goes for what belongs to one operation, and whatever such objects refer to is kept as well.
// docs/decisions/0031-answers-stay-bytes.md
setFlagsFromString('--no-allocation-site-pretenuring');
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
