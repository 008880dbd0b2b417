/** By a term entries are made to be forgotten. Names of subgraphs and types have no spaces. */

/** Everything that came from a subgraph. */
export function subgraphTerm(subgraph: string): string {
  return `subgraph ${subgraph}`;
}

/** Everything that has objects of a type, by the name under which the subgraph was asked for them. */
export function typeTerm(subgraph: string, type: string): string {
  return `type ${subgraph} ${type}`;
}

/** What a subgraph gave a tag. */
export function tagTerm(subgraph: string, tag: string): string {
  return `tag ${subgraph} ${tag}`;
}
