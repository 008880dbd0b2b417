import type { SubgraphName } from '@souk/platform/testing';
import type { Disturbance } from './disturb-http.js';

export type PartName = SubgraphName | 'router';

/** What is to happen at a failpoint. */
export interface Rule {
  readonly failpoint: string;
  /** only when it is about this */
  readonly detail?: string;
  /** `wait`: until the rig lets it go on */
  readonly effect: 'crash' | 'error' | 'wait' | { readonly delayMs: number };
  /** only the n-th time from now on, from 1; absent: every time */
  readonly nth?: number;
}

/** To a part. */
export type Order =
  | { readonly kind: 'start'; readonly name: PartName; readonly env: NodeJS.ProcessEnv; readonly configFile?: string }
  | { readonly kind: 'arm'; readonly rules: readonly Rule[] }
  | { readonly kind: 'go-on'; readonly arrival: number }
  | { readonly kind: 'clock'; readonly offsetMs: number }
  | { readonly kind: 'disturb'; readonly disturbance: Disturbance | undefined };

/** One passage of a failpoint; `arrival` tells passages of one process apart. */
export interface Hit {
  readonly failpoint: string;
  readonly detail: string | undefined;
  readonly arrival: number;
  /** The process kills itself now. */
  readonly isLast: boolean;
}

/** From a part. */
export type Report =
  | { readonly kind: 'ready'; readonly url: string; readonly cpuMs: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'armed' }
  | ({ readonly kind: 'hit' } & Hit);
