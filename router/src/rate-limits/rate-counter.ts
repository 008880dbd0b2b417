import type { RateVerdict, WindowLimit } from './sliding-window.js';

/** Counts requests by key. A request that is refused is not counted. */
export interface RateCounter extends AsyncDisposable {
  take(key: string, limit: WindowLimit): RateVerdict | Promise<RateVerdict>;
}
