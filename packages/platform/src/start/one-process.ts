import { readFileSync } from 'node:fs';
import { createRouter, readRouterConfig } from '@souk/router';
import { disposeOnce, type PartRunner } from './part.js';
import { SUPERGRAPH_FILE } from './part-environment.js';
import { LOAD_SUBGRAPH } from './subgraph-modules.js';

const NEVER = new Promise<never>(() => {});

/** All parts in this process: the same apps, without their `main`. */
export const oneProcess: PartRunner = {
  async startSubgraph(name, env) {
    const { create } = await LOAD_SUBGRAPH[name]();
    const app = await create(env);
    const dispose = disposeOnce(() => app[Symbol.asyncDispose]());
    try {
      await app.listen();
    } catch (error) {
      await dispose();
      throw error;
    }
    return { name, url: app.url, app, ended: NEVER, [Symbol.asyncDispose]: dispose };
  },
  async startRouter(env, configFile) {
    const router = await createRouter({
      supergraphSdl: readFileSync(SUPERGRAPH_FILE, 'utf8'),
      config: readRouterConfig({ env, file: configFile }),
    });
    const dispose = disposeOnce(() => router[Symbol.asyncDispose]());
    try {
      const { url } = await router.listen();
      return { name: 'router', url: new URL(url).origin, ended: NEVER, [Symbol.asyncDispose]: dispose };
    } catch (error) {
      await dispose();
      throw error;
    }
  },
};
