import type { Dispatcher } from 'undici';
import { expect, it } from 'vitest';
import { HttpExchange } from './http-exchange.js';
import { InFlightWatch } from './in-flight-watch.js';
import type { SubgraphResponse } from './subgraph-transport.js';

/** An exchange, and what it comes to. */
function startExchange(deadlineMs: number) {
  const aborted: Error[] = [];
  const controller: Dispatcher.DispatchController = {
    aborted: false,
    paused: false,
    reason: null,
    abort: (reason) => aborted.push(reason),
    pause: () => undefined,
    resume: () => undefined,
  };
  const request = {
    body: '{}',
    kind: 'mutation',
    headers: {},
    deadlineMs,
    signal: new AbortController().signal,
  } as const;
  const deadlineAt = performance.now() + deadlineMs;
  const options = { request, deadlineAt, maxResponseBytes: 100, watch: new InFlightWatch() };
  let exchange: HttpExchange | undefined;
  const promise = new Promise<SubgraphResponse>((resolve, reject) => {
    exchange = new HttpExchange({ ...options, resolve, reject });
  });
  return { exchange: exchange as HttpExchange, controller, aborted, promise };
}

it('is not sent again by the HTTP client when its connection is lost', async () => {
  const { exchange, controller, promise } = startExchange(20_000);
  exchange.onRequestStart(controller);
  let thrown: unknown;
  try {
    exchange.onRequestStart(controller);
  } catch (error) {
    thrown = error;
    exchange.onResponseError(controller, error as Error);
  }
  expect(thrown).toBeInstanceOf(Error);
  await expect(promise).rejects.toMatchObject({ kind: 'broken' });
});

it('is not sent when a connection comes too late', async () => {
  const { exchange, controller, aborted, promise } = startExchange(1);
  await expect(promise).rejects.toMatchObject({ kind: 'deadline' });
  expect(() => exchange.onRequestStart(controller)).toThrow();
  expect(aborted).toEqual([]);
});

it('passes over interim responses', async () => {
  const { exchange, controller, promise } = startExchange(20_000);
  exchange.onRequestStart(controller);
  exchange.onResponseStart(controller, 103, { link: '</style.css>' });
  exchange.onResponseStart(controller, 200, { 'x-thing': 'a' });
  exchange.onResponseData(controller, Buffer.from('{}'));
  exchange.onResponseEnd();
  await expect(promise).resolves.toMatchObject({ status: 200, headers: { 'x-thing': 'a' }, text: '{}' });
});
