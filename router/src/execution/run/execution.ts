import type { ClientError } from '../../errors/client-error.js';
import type { JsonRecord } from '../../json-record.js';
import type { ClientNames } from '../../planning/client-names.js';
import type { SelectionShape } from '../../planning/selection-shape.js';
import type { SubgraphResponse } from '../../subgraphs/subgraph-transport.js';
import type { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import type { DataObject } from '../answers/data.js';
import type { SubgraphError } from '../answers/read-response.js';
import type { Program, ProgramRequest } from '../program/program.js';
import type { ResponsePath } from './error-tree.js';
import type { FetchCache } from './fetch-cache.js';

/** One run of a program: what its requests share. */
export interface Execution {
  readonly types: SupergraphTypes;
  readonly names: ClientNames;
  readonly selection: SelectionShape;
  readonly program: Program;
  readonly requestId: string;
  /** As the client sent them, by the client's names. */
  readonly variables: JsonRecord;
  /** The merged data; grows with every answer. */
  readonly root: DataObject;
  /** How often objects were searched in `root`. */
  searchCount: number;
  /** For the client, in the order they were met. */
  readonly errors: ClientError[];
  /** Places, in the client's names, whose nulls the errors account for. */
  readonly explained: ResponsePath[];
  /** One fetch of entities asks for no more than these. */
  readonly maxRepresentations: number;
  /** Absent when nothing is kept of what subgraphs answer. */
  readonly cache?: FetchCache | undefined;
  /**
   * @param body    JSON text
   * @throws SubgraphFailure
   */
  send(request: ProgramRequest, body: string): Promise<SubgraphResponse>;
  /** A subgraph's error whose message the client does not get to see, for the log. */
  onMaskedError(subgraph: string, error: SubgraphError): void;
}
