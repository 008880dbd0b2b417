import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { InvalidInputError } from '../errors.js';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

@Directive('@shareable')
@Directive('@cacheControl(inheritMaxAge: true)')
@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface EdgeOf<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** One page of a list as the Relay connection specification has it, with `nodes` for those who need no cursor. */
export interface Page<Node> {
  readonly edges: EdgeOf<Node>[];
  readonly pageInfo: PageInfo;
  /** asked only when a client selects `totalCount` */
  readonly countAll: () => Promise<number>;
}

/** Makes the GraphQL types `XEdge` and `XConnection`; call it once per node type, beside the node's class. */
export function connectionOf<Node extends object>(name: string, nodeType: () => ClassType<Node>) {
  @Directive('@cacheControl(inheritMaxAge: true)')
  @ObjectType(`${name}Edge`)
  class Edge implements EdgeOf<Node> {
    @Field(() => String)
    cursor!: string;

    @Field(nodeType)
    node!: Node;
  }

  @ObjectType(`${name}Connection`)
  class Connection implements Page<Node> {
    @Field(() => [Edge])
    edges!: EdgeOf<Node>[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    countAll!: () => Promise<number>;

    @Field(() => [nodeType()])
    nodes(): Node[] {
      return this.edges.map((edge) => edge.node);
    }

    @Field(() => Int, { description: 'Of the whole list; costs a count, so ask only when you show it.' })
    totalCount(): Promise<number> {
      return this.countAll();
    }

    static of(page: Page<Node>): Connection {
      return Object.assign(new Connection(), page);
    }
  }
  return Connection;
}

/** @throws InvalidInputError  unless 1–100 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_PAGE_SIZE;
  if (size >= 1 && size <= MAX_PAGE_SIZE) return size;
  throw new InvalidInputError(`first must be 1–${MAX_PAGE_SIZE}, got ${size}`, ['first']);
}

/**
 * Cuts a page out of rows.
 *
 * @param rows      up to `first` + 1, in the order of the list: the one too many tells that there is a next page
 * @param cursorOf  the row's keyset cursor
 * @param after     the cursor the client sent, if any
 */
export function toPage<Row, Node>(
  rows: readonly Row[],
  facts: {
    first: number;
    after?: string | null;
    cursorOf: (row: Row) => string;
    nodeOf: (row: Row) => Node;
    countAll: () => Promise<number>;
  },
): Page<Node> {
  const edges = rows.slice(0, facts.first).map((row) => ({ cursor: facts.cursorOf(row), node: facts.nodeOf(row) }));
  const pageInfo = Object.assign(new PageInfo(), {
    hasNextPage: rows.length > facts.first,
    hasPreviousPage: Boolean(facts.after),
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  });
  return { edges, pageInfo, countAll: facts.countAll };
}
