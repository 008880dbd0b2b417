import { Kind, type OperationDefinitionNode, print, type SelectionSetNode, stripIgnoredCharacters } from 'graphql';
import type { JsonRecord } from '../../json-record.js';
import type { FetchStep } from '../../planning/plan.js';
import { type FieldReading, type ObjectReading, objectReading } from '../answers/object-reading.js';
import { Place } from './place.js';

/** What one request asks for, when some of its fetches have nothing to ask. */
interface Variant {
  /** The body up to the values of the variables. */
  readonly head: string;
  readonly variables: FetchStep['variables'];
}

/** Bodies for so many combinations of fetches are kept; others are made anew. */
const MAX_VARIANTS = 64;

const ENTITIES = '_entities';
const REPRESENTATIONS = 'representations';

/**
 * The body of a request, constant but for its variables. Several fetches of entities become one operation, in which each
 * has an alias of `_entities` and a variable for its representations.
 */
export class RequestText {
  /** How the `data` of the answer is read. The slot of fetch n is n, for entities. */
  readonly reading: ObjectReading;
  readonly #steps: readonly FetchStep[];
  readonly #variants = new Map<string, Variant>();
  readonly #all: Variant;

  constructor(steps: readonly FetchStep[], readings: readonly ObjectReading[]) {
    this.#steps = steps;
    this.reading = this.#answerReading(readings);
    this.#all = this.#variant(steps.map(() => true));
  }

  /** The response name of a fetch of entities in the answer. */
  entitiesName(index: number): string {
    return this.#steps.length === 1 ? ENTITIES : `_${index}`;
  }

  /**
   * The JSON text of the request's body.
   *
   * @param variables    of the client, as sent
   * @param representations    for each fetch the representations' JSON texts; none leaves the fetch out. Empty for root fields
   * @param more    further variables, by their names in the subgraph's operation, as JSON texts
   */
  body(
    variables: JsonRecord,
    representations: readonly (readonly string[])[],
    more?: ReadonlyMap<string, string>,
  ): string {
    const { head, variables: used } = this.#variantFor(representations);
    let text = head;
    let comma = '';
    for (const { internal, client } of used) {
      if (!Object.hasOwn(variables, client)) continue;
      text += `${comma}${JSON.stringify(internal)}:${JSON.stringify(variables[client])}`;
      comma = ',';
    }
    for (const [name, value] of more ?? []) {
      text += `${comma}${JSON.stringify(name)}:${value}`;
      comma = ',';
    }
    for (let index = 0; index < representations.length; index++) {
      const texts = representations[index];
      if (!texts?.length) continue;
      text += `${comma}"${this.#representationsName(index)}":[${texts.join(',')}]`;
      comma = ',';
    }
    return `${text}}}`;
  }

  #variantFor(representations: readonly (readonly string[])[]): Variant {
    if (representations.every(({ length }) => length > 0)) return this.#all;
    const key = representations.map(({ length }) => (length > 0 ? '1' : '0')).join('');
    const known = this.#variants.get(key);
    if (known) return known;
    const variant = this.#variant(representations.map(({ length }) => length > 0));
    if (this.#variants.size < MAX_VARIANTS) this.#variants.set(key, variant);
    return variant;
  }

  #variant(isAsked: readonly boolean[]): Variant {
    const steps = this.#steps.filter((_, index) => isAsked[index]);
    const operationName = this.#steps[0]?.operationName;
    const query = JSON.stringify(this.#steps.length === 1 ? steps[0]?.operation : this.#mergedOperation(isAsked));
    const name = operationName ? `,"operationName":${JSON.stringify(operationName)}` : '';
    const byName = new Map(
      steps.flatMap(({ variables }) => variables.map((variable) => [variable.internal, variable])),
    );
    return { head: `{"query":${query}${name},"variables":{`, variables: [...byName.values()] };
  }

  #mergedOperation(isAsked: readonly boolean[]): string {
    const definitions = new Map<string, string>();
    const fields: string[] = [];
    this.#steps.forEach(({ definition }, index) => {
      if (!isAsked[index]) return;
      const representations = this.#representationsName(index);
      for (const variable of definition.variableDefinitions ?? []) {
        const name = variable.variable.name.value;
        if (name !== REPRESENTATIONS) definitions.set(name, print(variable));
      }
      definitions.set(representations, `$${representations}:[_Any!]!`);
      const selection = print(entitiesSelection(definition));
      fields.push(`${this.entitiesName(index)}:${ENTITIES}(representations:$${representations})${selection}`);
    });
    const name = this.#steps[0]?.operationName ?? '';
    return stripIgnoredCharacters(`query ${name}(${[...definitions.values()].join(',')}){${fields.join(' ')}}`);
  }

  #representationsName(index: number): string {
    return this.#steps.length === 1 ? REPRESENTATIONS : `${REPRESENTATIONS}_${index}`;
  }

  #answerReading(readings: readonly ObjectReading[]): ObjectReading {
    const [first] = readings;
    if (!this.#steps[0]?.requires && first) return first;
    const place = new Place();
    const fields = readings.map((below, position): FieldReading => {
      const name = this.entitiesName(position);
      return { keyText: `${JSON.stringify(name)}:`, position, slot: place.slot(name).index, below };
    });
    return objectReading(place, fields);
  }
}

/** What a fetch of entities selects of each. */
export function entitiesSelection(definition: OperationDefinitionNode): SelectionSetNode {
  const [field] = definition.selectionSet.selections;
  if (field?.kind === Kind.FIELD && field.selectionSet) return field.selectionSet;
  throw new Error('The planner made a fetch of entities that does not select any');
}
