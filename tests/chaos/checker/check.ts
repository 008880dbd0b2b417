import type { ClientLog } from '../clients/client-log.js';
import type { Rig } from '../rig/rig.js';
import { checkAfterSales } from './after-sales.js';
import { checkFacts } from './facts.js';
import { checkMessages } from './messages.js';
import { checkMoney } from './money.js';
import { checkPromises } from './promises.js';
import { settle } from './settle.js';
import { checkStates } from './states.js';
import { checkStock } from './stock.js';
import type { Violation } from './violation.js';

/** Lets the shop come to rest, then holds every database, the bank and the clients' log against one another. */
export async function check(rig: Rig, log: ClientLog): Promise<Violation[]> {
  const unsettled = await settle(rig);
  const found = await Promise.all([
    checkStock(rig),
    checkMoney(rig),
    checkStates(rig),
    checkFacts(rig),
    checkPromises(rig, log),
    checkAfterSales(rig, log),
    checkMessages(rig),
  ]);
  return [...unsettled, ...found.flat()];
}
