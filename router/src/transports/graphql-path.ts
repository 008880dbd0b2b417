const PATH = '/graphql';

/** A path at which GraphQL is answered. */
export interface GraphqlPath {
  /** The last part of `/graphql/<name>`; absent for `/graphql`. */
  readonly contract?: string;
}

/**
 * What a path asks: `/graphql`, or `/graphql/<name>` for one of the contracts.
 *
 * @param contracts    by name
 * @returns undefined when GraphQL is not answered there
 */
export function graphqlPath(pathname: string, contracts: ReadonlyMap<string, unknown>): GraphqlPath | undefined {
  if (pathname === PATH) return WHOLE;
  if (contracts.size === 0 || !pathname.startsWith(`${PATH}/`)) return undefined;
  const contract = pathname.slice(PATH.length + 1);
  return contracts.has(contract) ? { contract } : undefined;
}

const WHOLE: GraphqlPath = {};
