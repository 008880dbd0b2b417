import type { DocumentNode, FieldNode } from 'graphql';
import { type ContestedNames, contestedNames, signatureOf } from './contested-names.js';

const PREFIX = 'client__';
const ANY_PREFIX = /^client(?:_\d+)?__/;

/** Variables which the planner and the merging of fetches add to a subgraph's operation. */
const PLANNER_VARIABLE = /^(?:representations(?:_\d+)?$|contextualArgument_)/;

const NONE: ContestedNames = new Map();

/**
 * Keeps the client's response names and the planner's apart.
 *
 * The planner selects keys and requirements under their own names. A client's `{ products { id: name } }` or
 * `{ products { price(currency: "EUR") } }` would put other values there, so such a response name gets a prefix before
 * planning and loses it when the answer is shaped. Names which begin with a prefix get one too: the mapping is one to one.
 */
export class ClientNames {
  readonly #plannerFieldNames: ReadonlySet<string>;
  readonly #contested: ContestedNames;

  constructor(plannerFieldNames: ReadonlySet<string>, contested = NONE) {
    this.#plannerFieldNames = plannerFieldNames;
    this.#contested = contested;
  }

  /** For one document: what types of object have under one name, and is not the same, gets names of its own. */
  ofDocument(document: DocumentNode): ClientNames {
    return new ClientNames(this.#plannerFieldNames, contestedNames(document));
  }

  /** The name under which the field's value is found in the merged data. */
  internal(field: FieldNode): string {
    const responseName = field.alias?.value ?? field.name.value;
    const number = this.#contested.get(responseName)?.indexOf(signatureOf(field)) ?? 0;
    if (number > 0) return `client_${number}__${responseName}`;
    const isOwn = responseName !== field.name.value || Boolean(field.arguments?.length);
    // JSON.parse makes `__proto__` an ordinary key, an assignment would not.
    const isTaken = responseName === '__proto__' || (isOwn && this.#plannerFieldNames.has(responseName));
    return isTaken || ANY_PREFIX.test(responseName) ? PREFIX + responseName : responseName;
  }

  internalVariable(name: string): string {
    return ANY_PREFIX.test(name) || PLANNER_VARIABLE.test(name) ? PREFIX + name : name;
  }

  /** The client's name of an internal field or variable. */
  client(internalName: string): string {
    return internalName.replace(ANY_PREFIX, '');
  }
}
