import type { FetchDataRewrite } from '@apollo/query-planner';
import type { OperationDefinitionNode, OperationTypeNode } from 'graphql';

/** A plan as it is executed: the planner's, with what every execution needs worked out once. */
export type PlanStep = SequenceStep | ParallelStep | ConditionStep | FlattenStep | FetchStep | DeferStep;

export interface SequenceStep {
  readonly kind: 'Sequence';
  readonly steps: readonly PlanStep[];
}

export interface ParallelStep {
  readonly kind: 'Parallel';
  readonly steps: readonly PlanStep[];
}

export interface ConditionStep {
  readonly kind: 'Condition';
  /** A Boolean variable of the client's operation. */
  readonly variable: string;
  readonly whenTrue?: PlanStep;
  readonly whenFalse?: PlanStep;
}

export interface FlattenStep {
  readonly kind: 'Flatten';
  readonly path: readonly PathElement[];
  readonly step: PlanStep;
}

export interface PathElement {
  /** A response name, or "@" for every item of a list. */
  readonly key: string;
  /** Only objects of these types; all when absent. */
  readonly onlyTypes?: ReadonlySet<string>;
}

/** What is answered in parts that follow one another. */
export interface DeferStep {
  readonly kind: 'Defer';
  /** What comes first; absent when nothing has to be asked for it. */
  readonly primary?: PlanStep;
  readonly deferred: readonly DeferredStep[];
}

export interface DeferredStep {
  /** Tells which fragment it is for, see `DeferredFragment`. */
  readonly part: number;
  /** Ids of the fetches, outside of it, that have to be done before. */
  readonly after: readonly string[];
  /** Its paths begin at the root. Absent when what it is for is fetched with the rest. */
  readonly step?: PlanStep;
}

export interface FetchStep {
  readonly kind: 'Fetch';
  /** Present when deferred steps wait for it. A fetch that was split has it in each of its parts. */
  readonly id?: string;
  readonly subgraph: string;
  readonly operation: string;
  /** The same as a syntax tree. */
  readonly definition: OperationDefinitionNode;
  readonly operationName?: string;
  readonly operationKind: OperationTypeNode;
  /** The variables it uses: name in the subgraph's operation → name in the client's. */
  readonly variables: readonly { readonly internal: string; readonly client: string }[];
  /** Present for a fetch of entities: what each representation consists of. */
  readonly requires?: readonly RequiredSelection[];
  /** What is asked for instead, of entities that have not all that is required. */
  readonly fallbacks?: readonly FetchStep[];
  readonly inputRewrites: readonly FetchDataRewrite[];
  readonly outputRewrites: readonly FetchDataRewrite[];
  readonly contextArguments: readonly ContextArgument[];
  /** Response names of the root fields, or of the entity's fields. */
  readonly responseNames: readonly string[];
  /** Aliases the planner made up → the response names its output rewrites give them. */
  readonly plannerAliases: ReadonlyMap<string, string>;
}

/** A part of a representation. */
export type RequiredSelection = RequiredField | RequiredFragment;

export interface RequiredField {
  readonly kind: 'Field';
  /** Where it is found in the merged data. */
  readonly key: string;
  /** Its name in the representation. */
  readonly name: string;
  readonly selections?: readonly RequiredSelection[];
}

export interface RequiredFragment {
  readonly kind: 'Fragment';
  readonly onType?: string;
  readonly selections: readonly RequiredSelection[];
  /** Only a key, beside other parts of the representation: one that has none of its fields is done without. */
  readonly isSpare?: true;
}

/** A fetch variable (`@fromContext`) whose value stands `levelsUp` fields above the entity. */
export interface ContextArgument {
  readonly variable: string;
  readonly levelsUp: number;
  /** Field names and `... on Type` conditions, from that object down to the value. */
  readonly path: readonly string[];
}

export interface SubscriptionPlan {
  readonly primary: FetchStep;
  readonly rest?: PlanStep;
}
