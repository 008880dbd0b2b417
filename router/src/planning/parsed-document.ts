import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';
import type { DeferDirective } from './deferred-fragments.js';

/** A document that is valid against the API schema and within the limits. */
export interface ParsedDocument {
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  /** Length of the text, by which caches weigh what is made of it. */
  readonly length: number;
  readonly document: DocumentNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables which `@skip` and `@include` depend on. */
  readonly conditionVariables: readonly string[];
  /** The `@defer`s of each operation; undefined when none has one. */
  readonly defers: ReadonlyMap<OperationDefinitionNode, readonly DeferDirective[]> | undefined;
}
