import type { RequestError } from '../errors/request-error.js';

/** A subscription of a graph, for the day when another graph takes its place. */
export interface RunningSubscription {
  /** The document it was asked with. */
  readonly text: string;
  /** Ends it for everybody who listens, after errors that say why. */
  end(why: RequestError): void;
}
