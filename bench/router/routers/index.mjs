import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUR_ENTRY = here('../../../router/bin/router.mjs');
const HIVE = here('../node_modules/@graphql-hive/gateway/dist/bin.js');

export const STOCK = 'apollo-gateway';
export const OURS = 'souk';
export const OURS_BEFORE = 'souk-before';

/**
 * How each router is started: `start` gives the arguments for `node` and the environment, from
 * `{ supergraphFile, urls, port, directory, issuer }`. Sharing of identical requests is off where the name does not say it is on.
 *
 * `isSharing`: takes part only in the workloads where requests are alike. `invalidationKey`: it keeps answers, and is told by this
 * key to forget them when the subgraphs know something else. `isSignedIn`: its requests carry an access token.
 */
export const routers = [
  {
    name: OURS,
    title: 'Souk, all defaults',
    start: ({ supergraphFile, port }) => ours({ supergraphFile, port }),
  },
  {
    name: 'souk-auth',
    title: 'Souk, access tokens checked and context signed',
    isSignedIn: true,
    start: ({ supergraphFile, port, directory, issuer }) => {
      const { jwksUrl, name, audience } = issuer;
      const authentication = { jwksUrl, issuer: name, audience };
      const signingKey = 'a key that only the bench signs with, ever';
      return ours({ supergraphFile, port, config: configFile(directory, 'souk-auth', { authentication, signingKey }) });
    },
  },
  {
    name: STOCK,
    title: '@apollo/gateway and @apollo/server, stock',
    start: ({ supergraphFile, port }) => ({ args: [here('apollo.mjs'), supergraphFile, String(port)] }),
  },
  { name: 'hive-js', title: 'Hive Gateway', start: hive({}) },
  { name: 'hive-rust', title: 'Hive Gateway, Rust planner runtime', start: hive({ isRust: true }) },
  {
    name: 'mercurius',
    title: 'Mercurius gateway, JIT',
    start: ({ urls, port }) => ({ args: [here('mercurius/start.mjs'), JSON.stringify(urls), String(port)] }),
  },
  {
    name: 'souk+sharing',
    title: 'Souk',
    isSharing: true,
    start: ({ supergraphFile, port, directory, urls }) => {
      const subgraphs = Object.fromEntries(Object.keys(urls).map((name) => [name, { deduplicate: true }]));
      return ours({ supergraphFile, port, config: configFile(directory, 'souk-sharing', { subgraphs }) });
    },
  },
  { name: 'souk+entities', title: 'Souk, entities kept in memory', ...keeping('souk-entities', 'entities') },
  { name: 'souk+answers', title: 'Souk, answers kept in memory', ...keeping('souk-answers', 'entities-and-responses') },
  { name: 'hive-js+sharing', title: 'Hive Gateway', isSharing: true, start: hive({ isSharing: true }) },
  {
    name: 'hive-rust+sharing',
    title: 'Hive Gateway, Rust planner runtime',
    isSharing: true,
    start: hive({ isRust: true, isSharing: true }),
  },
];

/** Another state of our router, which lies elsewhere: what a change gave is seen in one run. */
export function oursBefore(entry) {
  return {
    name: OURS_BEFORE,
    title: 'Souk, before',
    start: ({ supergraphFile, port }) => ours({ entry, supergraphFile, port }),
  };
}

function keeping(file, mode) {
  const invalidationKey = 'a key that only the bench forgets with';
  return {
    invalidationKey,
    start: ({ supergraphFile, port, directory, urls }) => {
      const subgraphs = Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, { url: `${url}?kept` }]));
      const config = { subgraphs, caching: { mode, invalidationKey } };
      return ours({ supergraphFile, port, config: configFile(directory, file, config) });
    },
  };
}

function configFile(directory, name, config) {
  const file = join(directory, `${name}.json`);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function ours({ entry = OUR_ENTRY, supergraphFile, port, config }) {
  return {
    args: [entry, '--supergraph', supergraphFile, '--port', String(port), ...(config ? ['--config', config] : [])],
    env: { ROUTER_ALLOW_OPEN: 'true' },
  };
}

function hive({ isRust = false, isSharing = false }) {
  return ({ supergraphFile, port }) => {
    const place = [
      '--config-path',
      here('hive.config.mjs'),
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--fork',
      '1',
    ];
    return {
      args: [HIVE, 'supergraph', supergraphFile, ...place, ...(isRust ? ['--hive-router-runtime'] : [])],
      env: { BENCH_SHARING: isSharing ? 'on' : 'off' },
    };
  };
}
