import type { ProgramRequest } from '../program/program.js';
import type { AskedFetch } from './report-errors.js';

/** One message to a subgraph: a request of the program, or one of several that its context arguments need. */
export interface Message {
  readonly request: ProgramRequest;
  /** Aligned with `request.fetches`. */
  readonly asked: readonly AskedFetch[];
  /** For each of `asked` what `body` tells of its entities, as JSON texts; none of root fields. */
  readonly representations: readonly (readonly string[])[];
  readonly body: string;
}
