import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql';
import type { Operation } from '../scenario.js';
import { type Shrinkable, type StillFails, shrink } from './shrink.js';

const REMOVABLE: ReadonlySet<string> = new Set([Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.DIRECTIVE, Kind.ARGUMENT]);

/** The smallest operation found that still fails; it stays valid. Fragments are inlined when that makes no difference. */
export async function shrinkOperation(
  operation: Operation,
  schema: GraphQLSchema,
  stillFails: StillFails<Operation>,
  endsAt: number,
): Promise<Operation> {
  const given = parse(operation.query, { noLocation: true });
  const check = (document: DocumentNode) => {
    const candidate = toOperation(document, operation.variables);
    return isValid(candidate.query, schema) ? stillFails(candidate) : Promise.resolve(false);
  };
  const inlined = inlineFragments(given);
  let document = (await check(inlined)) ? inlined : given;
  for (const kind of [removal, unwrapping, unaliasing, removal]) document = await shrink(document, kind, check, endsAt);
  return toOperation(document, operation.variables);
}

/** What is left after a removal may be no GraphQL at all. */
function isValid(query: string, schema: GraphQLSchema): boolean {
  try {
    return validate(schema, parse(query, { noLocation: true })).length === 0;
  } catch {
    return false;
  }
}

const removal: Shrinkable<DocumentNode> = {
  parts: (document) => nodesOf(document, ({ kind }) => REMOVABLE.has(kind)),
  without: (document, parts) => visit(document, { enter: (node) => (parts.has(node) ? null : undefined) }),
};

/** `... on T { a }` becomes `a`. */
const unwrapping: Shrinkable<DocumentNode> = {
  parts: (document) => nodesOf(document, ({ kind }) => kind === Kind.INLINE_FRAGMENT),
  without: (document, parts) =>
    visit(document, {
      SelectionSet: {
        leave: (set: SelectionSetNode): SelectionSetNode => ({
          ...set,
          selections: set.selections.flatMap((selection) =>
            selection.kind === Kind.INLINE_FRAGMENT && parts.has(selection)
              ? selection.selectionSet.selections
              : selection,
          ),
        }),
      },
    }),
};

const unaliasing: Shrinkable<DocumentNode> = {
  parts: (document) => nodesOf(document, (node) => node.kind === Kind.FIELD && node.alias !== undefined),
  without: (document, parts) =>
    visit(document, { Field: (field) => (parts.has(field) ? { ...field, alias: undefined } : undefined) }),
};

function nodesOf(document: DocumentNode, isPart: (node: ASTNode) => boolean): ASTNode[] {
  const nodes: ASTNode[] = [];
  visit(document, { enter: (node) => void (isPart(node) && nodes.push(node)) });
  return nodes;
}

function inlineFragments(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const inline = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        return selection.selectionSet ? { ...selection, selectionSet: inline(selection.selectionSet) } : selection;
      }
      const fragment = fragments.get(selection.name.value);
      if (!fragment) return selection;
      const { typeCondition, selectionSet } = fragment;
      const directives = selection.directives ?? [];
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: inline(selectionSet) };
    }),
  });
  return {
    ...document,
    definitions: document.definitions.flatMap((node) =>
      node.kind === Kind.OPERATION_DEFINITION ? [{ ...node, selectionSet: inline(node.selectionSet) }] : [],
    ),
  };
}

/** Variables that are not used any more go, with their values. */
function toOperation(document: DocumentNode, variables: Operation['variables']): Operation {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  const cleaned = visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
  });
  const left = Object.entries(variables).filter(([name]) => used.has(name));
  return { query: print(cleaned), variables: Object.fromEntries(left) };
}
