import type { SupergraphManager, SupergraphSdlHook } from '@apollo/gateway';
import { type RouterConfig, RouterConfigError } from '../config/router-config.js';
import { IntrospectedSubgraphs } from './introspected-subgraphs.js';
import { ManagedSupergraph } from './managed-supergraph.js';
import { PolledUrl } from './polled-url.js';
import type { SupergraphSource } from './supergraph-source.js';
import { WatchedFile } from './watched-file.js';

/**
 * Where a router's supergraph comes from: a file, an HTTP URL, subgraphs that are asked for their schemas, or a manager of
 * `@apollo/gateway`'s kind.
 */
export type SupergraphOrigin =
  | { readonly file: string }
  | { readonly url: string }
  | { readonly subgraphs: readonly { readonly name: string; readonly url: string }[] }
  | SupergraphManager
  | SupergraphSdlHook;

/** @throws RouterConfigError    the URL is none that can be asked */
export function createSource(origin: SupergraphOrigin, config: RouterConfig['supergraph']): SupergraphSource {
  const { watch: isWatched, pollIntervalMs, deadlineMs, maxBytes, bearerToken } = config;
  if (typeof origin === 'function' || 'initialize' in origin) return new ManagedSupergraph(origin);
  if ('file' in origin) return new WatchedFile({ path: origin.file, isWatched, pollIntervalMs });
  if ('subgraphs' in origin) return new IntrospectedSubgraphs({ subgraphs: origin.subgraphs, pollIntervalMs });
  return new PolledUrl({ url: readUrl(origin.url), bearerToken, pollIntervalMs, deadlineMs, maxBytes });
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new RouterConfigError('The supergraph URL must begin with http:// or https://');
  if (url.username || url.password) {
    throw new RouterConfigError('The supergraph URL must hold no password; set "supergraph.bearerToken"');
  }
  return url;
}
