import type { Seed } from '../command/arguments.js';
import { StartError } from '../start-error.js';
import type { PerSubgraph } from '../subgraph-names.js';
import type { Filling } from './seed-marker.js';

/**
 * What to fill the databases with.
 *
 * @param wanted      what the command line asks for, if it does
 * @returns           nothing when they hold what they should
 * @throws StartError the wish does not fit to what is there, or a seed was broken off
 */
export function chooseSeed(fillings: PerSubgraph<Filling>, wanted: Seed | undefined): Seed | undefined {
  const all = Object.entries(fillings).map(([name, filling]) => ({ name, ...filling }));
  const broken = all.find(({ kind }) => kind === 'filling');
  if (broken)
    throw new StartError('The databases were only half filled, the last seed was broken off: npm start -- --reset.');
  if (all.every(({ kind }) => kind === 'empty')) return wanted ?? 'demo';
  const full = all.filter(({ kind }) => kind !== 'empty').map(({ name }) => name);
  if (full.length < all.length && !all.some(({ kind }) => kind === 'foreign')) {
    throw new StartError(`Only ${full.join(', ')} have data, the other databases are empty: npm start -- --reset.`);
  }
  if (wanted === undefined || all.every((filling) => filling.kind === 'filled' && filling.scale === wanted))
    return undefined;
  throw new StartError(
    `The databases have data already: npm start -- --reset --seed ${wanted} deletes it and begins anew.`,
  );
}
