import type { SupergraphSource } from './supergraph-source.js';

/** A supergraph that never changes. */
export function fixedText(sdl: string): SupergraphSource {
  return {
    open: async () => sdl,
    refresh: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}
