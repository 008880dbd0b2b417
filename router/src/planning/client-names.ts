import type { FieldNode } from 'graphql';

const PREFIX = 'client__';

/** Variables which the planner and the merging of fetches add to a subgraph's operation. */
const PLANNER_VARIABLE = /^(?:representations(?:_\d+)?$|contextualArgument_)/;

/**
 * Keeps the client's response names and the planner's apart.
 *
 * The planner selects keys and requirements under their own names. A client's `{ products { id: name } }` or
 * `{ products { price(currency: "EUR") } }` would put other values there, so such a response name gets a prefix before
 * planning and loses it when the answer is shaped. Names which begin with the prefix get it too: the mapping is one to one.
 */
export class ClientNames {
  readonly #plannerFieldNames: ReadonlySet<string>;

  constructor(plannerFieldNames: ReadonlySet<string>) {
    this.#plannerFieldNames = plannerFieldNames;
  }

  /** The name under which the field's value is found in the merged data. */
  internal(field: FieldNode): string {
    const responseName = field.alias?.value ?? field.name.value;
    const isOwn = responseName !== field.name.value || Boolean(field.arguments?.length);
    // JSON.parse makes `__proto__` an ordinary key, an assignment would not.
    const isTaken = responseName === '__proto__' || (isOwn && this.#plannerFieldNames.has(responseName));
    return isTaken || responseName.startsWith(PREFIX) ? PREFIX + responseName : responseName;
  }

  internalVariable(name: string): string {
    return name.startsWith(PREFIX) || PLANNER_VARIABLE.test(name) ? PREFIX + name : name;
  }

  /** The client's name of an internal field or variable. */
  client(internalName: string): string {
    return internalName.startsWith(PREFIX) ? internalName.slice(PREFIX.length) : internalName;
  }
}
