import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { RequestError } from '../errors/request-error.js';
import type { Graph } from '../graph.js';
import type { RunningSubscription } from '../subscriptions/running-subscription.js';

/**
 * Ends the subscriptions of a graph whose documents are not valid for the one that has taken its place, with the errors
 * that would refuse them now. The others go on with the graph they began with. Between two documents, requests get their turn.
 */
export async function endWithdrawnSubscriptions(from: Graph, to: Graph): Promise<void> {
  const pairs = [...from.contracts].map(([name, contract]) => [contract, to.contracts.get(name)] as const);
  for (const [before, after] of [[from, to] as const, ...pairs]) {
    if (!after) continue;
    for (const [text, subscriptions] of byText(before.subscriptions)) {
      await setImmediate();
      const refusal = await refusalOf(text, after);
      if (refusal) for (const subscription of subscriptions) subscription.end(refusal);
    }
  }
}

function byText(subscriptions: ReadonlySet<RunningSubscription>): Map<string, RunningSubscription[]> {
  const groups = new Map<string, RunningSubscription[]>();
  for (const subscription of subscriptions) {
    const group = groups.get(subscription.text);
    if (group) group.push(subscription);
    else groups.set(subscription.text, [subscription]);
  }
  return groups;
}

async function refusalOf(text: string, { documents }: Graph): Promise<RequestError | undefined> {
  try {
    const hash = createHash('sha256').update(text).digest('hex');
    await documents.parse({ text, hash, isToBeRemembered: false });
    return undefined;
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}
