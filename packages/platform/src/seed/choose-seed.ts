import { SEEDS, type Seed } from '../command/arguments.js';
import { StartError } from '../start-error.js';
import { type PerSubgraph, SUBGRAPH_NAMES } from '../subgraph-names.js';
import type { Filling } from './seed-marker.js';

/** `scale` is what the databases hold in the end; `none` when we know nothing of it. */
export interface ChosenSeed {
  readonly kind: 'fill' | 'keep';
  readonly scale: Seed;
}

/**
 * What to fill the databases with.
 *
 * @param wanted      what the command line asks for, if it does
 * @throws StartError the wish does not fit to what is there, or a seed was broken off
 */
export function chooseSeed(fillings: PerSubgraph<Filling>, wanted: Seed | undefined): ChosenSeed {
  const names = SUBGRAPH_NAMES.filter((name) => fillings[name].kind !== 'empty');
  const all = Object.values(fillings);
  if (all.some(({ kind }) => kind === 'filling')) {
    throw new StartError('The databases were only half filled, the last seed was broken off: npm start -- --reset.');
  }
  if (names.length === 0) return { kind: 'fill', scale: wanted ?? 'demo' };
  if (all.some(({ kind }) => kind === 'foreign')) return keep('none', wanted);
  if (names.length < all.length) {
    throw new StartError(`Only ${names.join(', ')} have data, the other databases are empty: npm start -- --reset.`);
  }
  return keep(scaleOf(fillings.users), wanted);
}

function keep(scale: Seed, wanted: Seed | undefined): ChosenSeed {
  if (wanted === undefined || wanted === scale) return { kind: 'keep', scale };
  throw new StartError(
    `The databases have data already: npm start -- --reset --seed ${wanted} deletes it and begins anew.`,
  );
}

function scaleOf(filling: Filling): Seed {
  return (filling.kind === 'filled' && SEEDS.find((seed) => seed === filling.scale)) || 'none';
}
