import { percentile } from '../../percentile.mjs';

/**
 * Lets each buyer try once, so many at a time.
 *
 * @param attempt   gets the buyer's number; answers whether he got a piece
 * @param cpu       CPU milliseconds so far by process
 */
export async function letBuy({ buyers, atOnce }, { attempt, cpu }) {
  const latencies = [];
  let next = 0;
  let sold = 0;
  let soldOutAfterMs = 0;
  const before = cpu();
  const startedAt = performance.now();
  const queue = async () => {
    while (next < buyers) {
      const buyer = next++;
      const from = performance.now();
      const isSold = await attempt(buyer);
      const now = performance.now();
      latencies.push(now - from);
      if (!isSold) continue;
      sold += 1;
      soldOutAfterMs = now - startedAt;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, buyers) }, queue));
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = cpu();
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    attemptsPerSecond: buyers / seconds,
    sold,
    refused: buyers - sold,
    soldOutAfterMs,
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
    cpu: Object.fromEntries(
      Object.entries(after)
        .map(([name, ms]) => [name, (ms - before[name]) / buyers])
        .filter(([, ms]) => ms >= 0.005),
    ),
  };
}
