import type { FieldNode } from 'graphql';
import { type ContestedNames, signatureOf } from './contested-names.js';

const PREFIX = 'client__';
const ANY_PREFIX = /^client(?:_\d+)?__/;

/** Variables which the planner and the merging of fetches add to a subgraph's operation. */
const PLANNER_VARIABLE = /^(?:representations(?:_\d+)?$|contextualArgument_)/;

const NONE: NamesOfDocument = { contested: new Map(), conflicting: new Set() };

export interface NamesOfDocument {
  /** What types of object have under one name, and is not the same, gets names of its own. */
  readonly contested: ContestedNames;
  /** Names that the planner's own selections take, though the client's field of that name is another type's. */
  readonly conflicting: ReadonlySet<string>;
}

/**
 * Keeps the client's response names and the planner's apart.
 *
 * The planner selects keys and requirements under their own names. A client's `{ products { id: name } }` or
 * `{ products { price(currency: "EUR") } }` would put other values there, so such a response name gets a prefix before
 * planning and loses it when the answer is shaped. Names which begin with a prefix get one too: the mapping is one to one.
 */
export class ClientNames {
  readonly #plannerFieldNames: ReadonlySet<string>;
  readonly #ofDocument: NamesOfDocument;

  constructor(plannerFieldNames: ReadonlySet<string>, ofDocument = NONE) {
    this.#plannerFieldNames = plannerFieldNames;
    this.#ofDocument = ofDocument;
  }

  ofDocument(names: Partial<NamesOfDocument>): ClientNames {
    return new ClientNames(this.#plannerFieldNames, { ...NONE, ...names });
  }

  /** The name under which the field's value is found in the merged data. */
  internal(field: FieldNode): string {
    const responseName = field.alias?.value ?? field.name.value;
    const number = this.#ofDocument.contested.get(responseName)?.indexOf(signatureOf(field)) ?? 0;
    if (number > 0) return `client_${number}__${responseName}`;
    const isOther = responseName !== field.name.value || Boolean(field.arguments?.length);
    const isOwn = isOther || this.#ofDocument.conflicting.has(responseName);
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
