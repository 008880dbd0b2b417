import type { FetchStep } from '../../planning/plan.js';
import type { ObjectReading } from '../answers/object-reading.js';
import type { Place } from './place.js';
import type { Representation } from './representation.js';
import type { RequestText } from './request-text.js';
import type { Target } from './target.js';

/** A plan made ready to be run many times: which requests go out, when, and where their answers belong. */
export interface Program {
  readonly root: Place;
  /** Each stands behind those it waits for. */
  readonly requests: readonly ProgramRequest[];
}

/** One request to a subgraph: a fetch, or several fetches of entities in one. */
export interface ProgramRequest {
  /** The first of the fetches; all have its subgraph and its kind. */
  readonly step: FetchStep;
  readonly fetches: readonly CompiledFetch[];
  readonly text: RequestText;
  /** The part of the answer that it is for: 0 for the first, else that of a deferred fragment. */
  readonly part: number;
  /** How many requests have to be done before. */
  readonly waitsFor: number;
  /** The requests that wait for this one, as indices in `Program.requests`. */
  readonly next: readonly number[];
}

export interface CompiledFetch {
  readonly step: FetchStep;
  readonly target: Target;
  /** How the root object, or each entity, of the answer is read. */
  readonly reading: ObjectReading;
  /** Absent for a fetch of root fields. */
  readonly representation: Representation | undefined;
  /** Required by every fetch of these objects: keys in the merged data. */
  readonly commonKeys: readonly string[];
  /** It is for the entities that the last fetch before it which is none could not represent. */
  readonly isFallback: boolean;
  /** Every object it is for gets its own copy of what was answered: what later fetches put below may differ. */
  readonly isCopied: boolean;
}
