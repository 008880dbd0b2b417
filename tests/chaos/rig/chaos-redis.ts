import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@souk/platform/testing';
import { until } from '@souk/subgraph-kit/testing';
import { Redis } from 'ioredis';

/** A redis-server from PATH that keeps nothing and can be killed. */
export class ChaosRedis implements AsyncDisposable {
  readonly #port: number;
  #server: ChildProcess | undefined;
  readonly #endWithRig = () => void this.#server?.kill('SIGKILL');

  private constructor(port: number) {
    this.#port = port;
    process.once('exit', this.#endWithRig);
  }

  static async start(): Promise<ChaosRedis> {
    const redis = new ChaosRedis(await freePort());
    await redis.restart();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  async restart(): Promise<void> {
    const options = ['--bind', '127.0.0.1', '--port', String(this.#port), '--save', '', '--appendonly', 'no'];
    const server = spawn('redis-server', options, { stdio: 'ignore' });
    server.once('error', () => {}); // not on PATH: nobody answers
    this.#server = server;
    await until(() => this.#ask((client) => client.ping()), { what: 'redis-server, which must be on PATH' });
  }

  async kill(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** Breaks the connections of those who listen: what is published until they are back is lost. */
  async cutListeners(): Promise<void> {
    await this.#ask((client) => client.client('KILL', 'TYPE', 'PUBSUB'));
  }

  async flush(): Promise<void> {
    await this.#ask((client) => client.flushall());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    process.off('exit', this.#endWithRig);
  }

  async #ask<Answer>(question: (client: Redis) => Promise<Answer>): Promise<Answer> {
    const client = new Redis(this.#port, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
    client.on('error', () => {});
    try {
      return await question(client);
    } finally {
      client.disconnect();
    }
  }
}
