import { bundleOwnCode } from '@souk/bundle';

/** What the process serves with. */
export const SERVING = { name: 'router', entry: 'router/src/command-in-thread.ts' };
/** What runs in its planning thread. */
export const PLANNING = { name: 'router-planning', entry: 'router/src/plan-making/make-plans-in-thread.ts' };

/**
 * The router's code as a bundle, which starts in half the time that tsx takes.
 *
 * @param {{ name: string, entry: string }} part
 * @returns {Promise<string | undefined>} URL of the compiled entry; undefined where no bundle can be kept, on a disk that cannot be
 * written say
 */
export async function bundledCode({ name, entry }) {
  try {
    return await bundleOwnCode({
      name,
      entry,
      folders: ['router/src'],
      // With them each inner function that a request makes costs a call: an eighth of a small query.
      keepNames: false,
    });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return undefined;
  }
}
