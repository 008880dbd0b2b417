import { Redis } from 'ioredis';
import { expect, inject, it } from 'vitest';
import { newId, openLive } from '../src/index.js';
import { until } from '../src/testing/index.js';

it.skipIf(inject('redisKind') === 'in-process')('goes on when its connections break while it listens', async () => {
  const live = openLive(inject('redisUrl'), () => {});
  const rejections: unknown[] = [];
  const note = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', note);
  const breaker = new Redis(inject('redisUrl'));
  const own = async () => (await breaker.client('LIST', 'TYPE', 'PUBSUB')) as string;
  try {
    const topic = newId();
    const heard = live.subscribe(topic)[Symbol.asyncIterator]();
    const first = heard.next();
    await until(async () => (await own()).length > 0, { what: 'the connection that listens' });
    for (let cut = 0; cut < 30; cut += 1) {
      await breaker.client('KILL', 'TYPE', 'PUBSUB');
      // at every moment of coming back somebody begins to listen
      const until = performance.now() + 60;
      while (performance.now() < until) {
        void live.subscribe(newId()).next();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    let isHeard = false;
    void first.then(() => {
      isHeard = true;
    });
    await until(() => {
      live.publish(topic, 'news');
      return isHeard;
    });
    expect(rejections).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
    breaker.disconnect();
    await live[Symbol.asyncDispose]();
  }
});
