import { Histogram, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { DurationHistogram } from './duration-histogram.js';

const options = { name: 'duration_seconds', help: 'How long', labelNames: ['method', 'status'], buckets: [0.1, 1] };

it('is collected as the library’s histogram is', async () => {
  const [own, librarys] = [new Registry(), new Registry()];
  const ours = new DurationHistogram({ ...options, registers: [own] });
  const theirs = new Histogram({ ...options, registers: [librarys] });
  for (const seconds of [0.05, 0.1, 0.5, 2]) {
    ours.of('GET', 200).observe(seconds);
    theirs.observe({ method: 'GET', status: 200 }, seconds);
  }
  ours.of('POST', 500).observe(0);
  theirs.observe({ method: 'POST', status: 500 }, 0);
  expect(await own.metrics()).toBe(await librarys.metrics());
  expect(await librarys.getMetricsAsJSON()).toMatchObject(await own.getMetricsAsJSON());
});

it('counts what was observed under each set of labels', () => {
  const histogram = new DurationHistogram({ ...options, registers: [] });
  histogram.of('GET', 200).observe(1);
  histogram.of('GET', 200).observe(1);
  histogram.of('GET', 400).observe(1);
  expect([...histogram.counts()]).toEqual([
    { labels: { method: 'GET', status: 200 }, count: 2 },
    { labels: { method: 'GET', status: 400 }, count: 1 },
  ]);
});
