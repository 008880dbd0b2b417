import type { Schema } from '@apollo/federation-internals';
import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import { FieldsApart } from './fields-apart.js';
import { mapChildren } from './map-children.js';
import { operationOf } from './operation-selections.js';

type SchemaOf = (subgraph: string) => Schema | undefined;
type PlanPath = readonly (string | number)[];

/**
 * Takes out of fetches the fields whose requirements they do not tell, and asks for them by themselves, right after. The planner puts a
 * field that another one requires into the fetch which has its object, though the field has a requirement of its own.
 *
 * @param schemaOf    undefined of subgraphs that require nothing
 */
export function askApart(node: PlanNode, schemaOf: SchemaOf): PlanNode {
  if (node.kind === 'Fetch') return takeApart(node, [], schemaOf);
  if (node.kind === 'Flatten') return node.node.kind === 'Fetch' ? takeApart(node.node, node.path, schemaOf) : node;
  return mapChildren(node, (child) => askApart(child, schemaOf));
}

function takeApart(fetch: FetchNode, path: PlanPath, schemaOf: SchemaOf): PlanNode {
  const schema = schemaOf(fetch.serviceName);
  const operation = schema && operationOf(parse(fetch.operation, { noLocation: true }));
  if (!operation) return inPlace(fetch, path);
  const apart = new FieldsApart(schema, operation, fetch);
  const rest = apart.takeOut();
  if (apart.fetches.length === 0) return inPlace(fetch, path);
  const further = apart.fetches.map((other) => inPlace(other.fetch, [...path, ...other.path]));
  return { kind: 'Sequence', nodes: [inPlace(rest, path), ...further] };
}

function inPlace(fetch: FetchNode, path: PlanPath): PlanNode {
  return path.length === 0 ? fetch : { kind: 'Flatten', path: [...path], node: fetch };
}
