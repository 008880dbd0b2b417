import type { DocumentNode, FragmentDefinitionNode } from 'graphql';

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
}
