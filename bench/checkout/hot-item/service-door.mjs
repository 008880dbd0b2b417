import { CALL_SIGNATURE_HEADER, signCall } from '../../../packages/subgraph-kit/src/index.ts';
import { letBuy } from './load.mjs';
import { aHotItem, keptOf, post } from './shop.mjs';
import { anAsk } from './use-case.mjs';

const PATH = '/service/reserve';

/** The calls are signed before the sale begins: a signature is good for 30 seconds. */
export async function serviceDoor(shop, { buyers, units, atOnce }) {
  const variantId = await aHotItem(shop, units);
  const url = shop.subgraphs.inventory.url + PATH;
  const calls = await Promise.all(Array.from({ length: buyers }, () => aCall(shop, variantId)));
  const attempt = async (buyer) => (await post(url, calls[buyer].headers, calls[buyer].body)).kind === 'reserved';
  const figures = await letBuy({ buyers, atOnce }, { cpu: shop.cpu, attempt });
  return { ...figures, kept: await keptOf(shop, variantId) };
}

async function aCall({ keys }, variantId) {
  const body = JSON.stringify(anAsk(variantId));
  const call = { from: 'orders', to: 'inventory', path: PATH, body };
  return { body, headers: { [CALL_SIGNATURE_HEADER]: await signCall(call, keys.SERVICE_SIGNING_KEY) } };
}
