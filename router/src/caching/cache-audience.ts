import type { Viewer } from '../pipeline/operation-request.js';
import { digest } from './digest.js';
import type { SubgraphPolicy } from './subgraph-policy.js';

/** Among whom something is shared, as a part of keys. */
export const EVERYBODY = '*';

/** Whom the answers of one subgraph may be taken from and kept for. */
export interface CacheAudience {
  /** What may be read, that of the most people first. */
  readonly readable: readonly string[];
  /** The fewest that the client is one of: he alone, with these headers, or guests. Undefined when he cannot be told apart. */
  readonly own: string | undefined;
  /** Undefined when an answer is not to be kept. */
  of(policy: Pick<SubgraphPolicy, 'scope' | 'variesByHeaders'>): string | undefined;
}

export interface AudienceFacts {
  readonly viewer: Viewer | null;
  /** Tells viewers apart; undefined for one who cannot be. */
  readonly viewerId: string | undefined;
  /** Whether the subgraph may know who asks without a header that a rule passes on. */
  readonly isViewerTold: boolean;
  /** What rules pass on to the subgraph of the client's headers, as one text; empty when nothing. */
  readonly passedOn: string;
}

/**
 * What a subgraph calls public is for everybody, or for those with the same headers when it says that it looked at them
 * (`Vary`). What it calls private is for a viewer with these headers. When it says neither, it may have looked at whatever
 * it was told: it is for those of whom it was told the same.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9111#section-3.5, section 4.1
 */
export function cacheAudience({ viewer, viewerId, isViewerTold, passedOn }: AudienceFacts): CacheAudience {
  const alike = passedOn === '' ? EVERYBODY : digest(passedOn);
  const isToldApart = viewer !== null || isViewerTold;
  const own = isToldApart ? alone(viewer ? viewerId : 'guest', passedOn) : alike;
  return {
    own,
    readable: [...new Set([EVERYBODY, alike, own])].flatMap((audience) => audience ?? []),
    of({ scope, variesByHeaders }) {
      switch (scope) {
        case 'public':
          return variesByHeaders ? alike : EVERYBODY;
        case 'private':
          return viewer ? own : undefined;
        case 'unsaid':
          return isViewerTold ? own : alike;
      }
    },
  };
}

function alone(who: string | undefined, passedOn: string): string | undefined {
  return who === undefined ? undefined : digest(JSON.stringify([who, passedOn]));
}

/** @param claim    the one that tells viewers of one issuer apart */
export function viewerIdOf(viewer: Viewer | null, claim: string): string | undefined {
  const value = viewer?.claims[claim];
  if (value === undefined || value === null) return undefined;
  return digest(JSON.stringify([viewer?.claims.iss, value]));
}
