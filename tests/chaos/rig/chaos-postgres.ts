import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, freePort, runningPostmaster, startPostgres } from '@souk/platform/testing';

/** A cluster whose commits outlive its processes (not the machine), and that can be stopped at once. */
export class ChaosPostgres implements AsyncDisposable {
  readonly #dataDir: string;
  #server: EmbeddedPostgres;

  private constructor(dataDir: string, server: EmbeddedPostgres) {
    this.#dataDir = dataDir;
    this.#server = server;
  }

  static async start(): Promise<ChaosPostgres> {
    const dataDir = mkdtempSync(join(tmpdir(), 'souk-chaos-'));
    const port = await freePort();
    return new ChaosPostgres(dataDir, await startPostgres({ dataDir, port, durable: false }));
  }

  get url(): string {
    return this.#server.url('postgres');
  }

  /** Immediate shutdown: no goodbye to anybody, nothing flushed. @returns when it has ended */
  async stopImmediately(): Promise<void> {
    const pid = runningPostmaster(join(this.#server.home, 'cluster'));
    if (pid !== undefined) process.kill(pid, 'SIGQUIT');
    await this.#server[Symbol.asyncDispose]();
  }

  /** @returns milliseconds until it took connections, recovery included */
  async restart(): Promise<number> {
    const startedAt = performance.now();
    this.#server = await startPostgres({ dataDir: this.#dataDir, port: this.#server.port, durable: false });
    return performance.now() - startedAt;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { home } = this.#server;
    await this.#server[Symbol.asyncDispose]();
    for (const folder of [home, this.#dataDir]) rmSync(folder, { recursive: true, force: true });
  }
}
