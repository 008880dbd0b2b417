import type { GraphQLResolveInfo } from 'graphql';

/** The mutations of one operation, in the order they were made: it shows in their answers. */
export class Journal {
  #entries = 0;

  /** Before the next operation. */
  clear(): void {
    this.#entries = 0;
  }

  /** A mutation's leaves depend on how many came before it. */
  argumentsFor({ parentType, operation }: GraphQLResolveInfo, args: Record<string, unknown>): Record<string, unknown> {
    if (operation.operation !== 'mutation' || parentType.name !== 'Mutation') return args;
    return { ...args, $after: this.#entries++ };
  }
}
