import type { Schema } from '@apollo/federation-internals';
import { z } from 'zod';
import { isRecord, type JsonRecord } from '../json-record.js';

/** A tag's format, cut at its placeholders: texts, and paths of the values that come in their places. */
export type TagFormat = readonly (string | readonly string[])[];

/** The `@cacheTag`s of a supergraph: "subgraph Type" for entities, "subgraph Query.field" for root fields → their formats. */
export type CacheTags = ReadonlyMap<string, readonly TagFormat[]>;

const applied = z.object({
  graphs: z.array(z.string()),
  name: z.string(),
  args: z.object({ format: z.string() }),
});

/** The name that composition gives the directive, whatever subgraphs have imported it as. */
const CACHE_TAG = 'federation__cacheTag';
const PLACEHOLDER = /\{\$(?:key|args)\.([\w.]+)\}/;

/** Source: https://specs.apollo.dev/cacheTag/v0.1, https://specs.apollo.dev/join/v0.5 */
export function readCacheTags(schema: Schema): CacheTags {
  const tags = new Map<string, TagFormat[]>();
  const names = subgraphNames(schema);
  for (const directive of schema.directive('join__directive')?.applications() ?? []) {
    const { parent } = directive;
    const given = directive.arguments();
    if (given.name !== CACHE_TAG || !('coordinate' in parent) || typeof parent.coordinate !== 'string') continue;
    const { graphs, args } = applied.parse(given);
    for (const graph of graphs) {
      const key = `${names.get(graph)} ${parent.coordinate}`;
      const format = args.format.split(PLACEHOLDER).map((part, index) => (index % 2 === 0 ? part : part.split('.')));
      const known = tags.get(key);
      if (known) known.push(format);
      else tags.set(key, [format]);
    }
  }
  return tags;
}

/** By the value of `join__Graph` that stands for the subgraph. */
function subgraphNames(schema: Schema): Map<string, string> {
  const applications = [...(schema.directive('join__graph')?.applications() ?? [])];
  return new Map(
    applications.flatMap((directive) => {
      const { parent } = directive;
      const { name } = directive.arguments();
      return 'name' in parent && typeof parent.name === 'string' ? [[parent.name, String(name)] as const] : [];
    }),
  );
}

/** The tag with the values in their places; undefined when one is missing. Values that are no texts come as JSON. */
export function tagOf(format: TagFormat, values: JsonRecord): string | undefined {
  let tag = '';
  for (const part of format) {
    if (typeof part === 'string') {
      tag += part;
      continue;
    }
    const value = part.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), values);
    if (value === undefined || value === null) return undefined;
    tag += typeof value === 'string' ? value : JSON.stringify(value);
  }
  return tag;
}
