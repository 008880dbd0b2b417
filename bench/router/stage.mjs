import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from '../processes/child.mjs';
import { RouterProcess } from '../processes/router-process.mjs';
import { compose, referenceAnswers } from './graph/compose.mjs';
import { subgraphNames } from './graph/subgraphs.mjs';
import { startTokenIssuer } from './processes/token-issuer.mjs';
import { worlds } from './workloads.mjs';

/** Everything that runs while routers are measured: subgraphs, load generator, token issuer, and the routers. */
export class Stage {
  routers = [];
  #subgraphs;
  #load;
  #issuer;
  #directory = mkdtempSync(join(tmpdir(), 'bench-router-'));
  #supergraphSdl;

  /** Starts all of it; `definitions` are of `routers/index.mjs`. It is cleared when this process ends. */
  static async set(definitions, nodeFlags) {
    const stage = new Stage();
    process.on('exit', () => stage.#clear());
    const { child: subgraphs, ready } = await Child.start(new URL('./processes/subgraphs.mjs', import.meta.url));
    stage.#subgraphs = subgraphs;
    stage.#load = (await Child.start(new URL('./processes/load.mjs', import.meta.url))).child;
    stage.#issuer = await startTokenIssuer();
    stage.#supergraphSdl = compose(ready.urls);
    const directory = stage.#directory;
    const supergraphFile = join(directory, 'supergraph.graphql');
    writeFileSync(supergraphFile, stage.#supergraphSdl);
    const place = { directory, supergraphFile, urls: ready.urls, issuer: stage.#issuer, nodeFlags };
    for (const definition of definitions) stage.routers.push(await RouterProcess.start(definition, place));
    return stage;
  }

  /** The subgraphs know that world from now on. Tells how many requests they executed, not looked up, since it was last asked. */
  async enterWorld(world) {
    const { executed } = await this.#subgraphs.ask({ world });
    await Promise.all(this.routers.map((router) => this.#forget(router)));
    return executed;
  }

  /** What every router must answer to those requests in that world: JSON texts in the order of the requests. */
  expected({ world, requests }) {
    return referenceAnswers(this.#supergraphSdl, worlds[world](), requests);
  }

  /**
   * Loads one router.
   *
   * @param load    `{ requests, expected, connections, seconds, atMost? }`, see processes/load.mjs
   * @returns       what the load generator saw, with the router's CPU time in microseconds and its largest memory in bytes meanwhile
   */
  async load(router, { requests, ...load }) {
    const headers = router.definition.isSignedIn ? { authorization: `Bearer ${this.#issuer.token}` } : {};
    const message = { ...load, url: router.url, headers, requests: requests.map((request) => JSON.stringify(request)) };
    const cpuBefore = router.cpuMicroseconds();
    const { result, peakBytes } = await router.watchRss(() => this.#load.ask(message));
    return { ...result, cpuMicroseconds: router.cpuMicroseconds() - cpuBefore, peakBytes };
  }

  /** What a router keeps of another world would be a wrong answer. */
  async #forget({ url, definition: { invalidationKey } }) {
    if (!invalidationKey) return;
    const response = await fetch(new URL('/invalidation', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: invalidationKey },
      body: JSON.stringify(subgraphNames.map((subgraph) => ({ kind: 'subgraph', subgraph }))),
    });
    if (response.status !== 202) throw new Error(`Nothing was forgotten: ${await response.text()}`);
  }

  #clear() {
    for (const process of [...this.routers, this.#load, this.#subgraphs]) process?.stop();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
