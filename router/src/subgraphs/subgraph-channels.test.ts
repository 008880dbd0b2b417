import { expect, it } from 'vitest';
import { parseRouterConfig } from '../config/router-config.js';
import { RouterMetrics } from '../telemetry/router-metrics.js';
import { SubgraphChannels } from './subgraph-channels.js';

it('gives the same channel for the same subgraph and address, until the last lease ends', async () => {
  const closed: string[] = [];
  const channels = new SubgraphChannels({
    config: parseRouterConfig({}),
    metrics: new RouterMetrics(),
    connect: ({ url }) => ({
      send: () => Promise.reject(new Error('There is nothing to send')),
      async [Symbol.asyncDispose]() {
        closed.push(url.href);
      },
    }),
  });
  const first = channels.lease('a', new URL('http://a/'));
  const second = channels.lease('a', new URL('http://a/'));
  const elsewhere = channels.lease('a', new URL('http://b/'));
  expect(second.channel).toBe(first.channel);
  expect(elsewhere.channel).not.toBe(first.channel);

  await first[Symbol.asyncDispose]();
  expect(closed).toEqual([]);
  await second[Symbol.asyncDispose]();
  expect(closed).toEqual(['http://a/']);

  const anew = channels.lease('a', new URL('http://a/'));
  expect(anew.channel).not.toBe(first.channel);
});
