import { freePorts, isPortFree } from '../embedded/free-port.js';
import { StartError } from '../start-error.js';
import { type PerSubgraph, perSubgraph, SUBGRAPH_NAMES } from '../subgraph-names.js';

export interface Ports {
  readonly router: number;
  readonly subgraphs: PerSubgraph<number>;
  readonly simulator: number;
}

/**
 * The ports of one Souk: the router's as wished, each other one the next in a row where it is free, else any.
 *
 * @param routerPort    0: all of them any free ones
 * @throws StartError   the router's port is in use
 */
export async function choosePorts(routerPort: number): Promise<Ports> {
  if (routerPort !== 0 && !(await isPortFree(routerPort))) {
    throw new StartError(
      `Port ${routerPort} is in use by another program: end that, or choose another with PORT, for example PORT=${nextPort(routerPort)} npm start.`,
    );
  }
  const row = [...SUBGRAPH_NAMES.keys(), SUBGRAPH_NAMES.length].map((index) => routerPort && routerPort + 1 + index);
  const [router = routerPort, ...others] = await freePorts([routerPort, ...row]);
  return {
    router,
    subgraphs: perSubgraph((name) => others[SUBGRAPH_NAMES.indexOf(name)] ?? 0),
    simulator: others[SUBGRAPH_NAMES.length] ?? 0,
  };
}

/** Past everything that a Souk on this port would take. */
function nextPort(port: number): number {
  return port < 60_000 ? port + 100 : 4_000;
}
