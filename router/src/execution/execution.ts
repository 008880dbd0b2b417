import type { ClientError } from '../errors/client-error.js';
import type { JsonRecord } from '../json-record.js';
import type { ClientNames } from '../planning/client-names.js';
import type { FetchStep } from '../planning/plan.js';
import type { SelectionShape } from '../planning/selection-shape.js';
import type { SubgraphAnswer, SubgraphError } from '../subgraphs/subgraph-answer.js';
import type { SupergraphTypes } from '../supergraph/supergraph-types.js';

/** One run of a plan: what its steps share. */
export interface Execution {
  readonly types: SupergraphTypes;
  readonly names: ClientNames;
  readonly selection: SelectionShape;
  readonly requestId: string;
  /** As the client sent them, by the client's names. */
  readonly variables: JsonRecord;
  /** Coerced, for conditions. */
  readonly coercedVariables: JsonRecord;
  /** The merged data; grows with every fetch. */
  readonly data: JsonRecord;
  /** For the client, in the order they were met. */
  readonly errors: ClientError[];
  /** @throws SubgraphFailure */
  send(fetch: FetchStep, variables: JsonRecord): Promise<SubgraphAnswer>;
  /** A subgraph's error whose message the client does not get to see, for the log. */
  onMaskedError(subgraph: string, error: SubgraphError): void;
}
