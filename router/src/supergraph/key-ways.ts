import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql';
import { fieldWays, parseSelection } from './field-ways.js';

/** Value of the enum `join__Graph` → the ways to all fields in the keys of any type of that subgraph. */
export function keyWays(supergraph: DocumentNode): ReadonlyMap<string, ReadonlySet<string>> {
  const ways = new Map<string, Set<string>>();
  visit(supergraph, {
    Directive(directive) {
      const graph = argumentOf(directive, 'graph');
      const key = argumentOf(directive, 'key');
      if (directive.name.value !== 'join__type' || graph?.kind !== Kind.ENUM || key?.kind !== Kind.STRING) return;
      const known = ways.get(graph.value) ?? new Set();
      ways.set(graph.value, known);
      for (const way of fieldWays(parseSelection(key.value))) known.add(way);
    },
  });
  return ways;
}

function argumentOf({ arguments: given }: DirectiveNode, name: string) {
  return given?.find((argument) => argument.name.value === name)?.value;
}
