import {
  type GraphQLArgument,
  GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { Random } from '../random.js';

interface VariableDraft {
  readonly definition: string;
  /** Undefined: it is not given. */
  readonly value: unknown;
}

/** Arguments of an operation, as literals and as variables: given, left to their default, or absent. */
export class OperationInputs {
  readonly #random: Random;
  readonly #variables = new Map<string, VariableDraft>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** The variables' definitions in parentheses; nothing without variables. */
  definitions(): string {
    if (this.#variables.size === 0) return '';
    return `(${[...this.#variables].map(([name, { definition }]) => `$${name}: ${definition}`).join(', ')})`;
  }

  values(): Record<string, unknown> {
    const given = [...this.#variables].filter(([, { value }]) => value !== undefined);
    return Object.fromEntries(given.map(([name, { value }]) => [name, value]));
  }

  /** The text of an argument's value. */
  argument({ type, defaultValue }: GraphQLArgument): string {
    return this.#value(type, defaultValue !== undefined, 0);
  }

  /** Of @skip and @include. */
  condition(): string {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.1) return random.pick(['true', 'false']);
    const name = random.pick(['yes', 'no', 'maybe', 'other']);
    if (name === 'maybe') return this.#variable(name, 'Boolean = true', undefined);
    if (name === 'other') return this.#variable(name, 'Boolean! = true', false);
    return this.#variable(name, 'Boolean!', name === 'yes');
  }

  #value(type: GraphQLInputType, hasDefault: boolean, depth: number): string {
    const random = this.#random;
    if (random.chance(0.35)) {
      const name = `v${this.#variables.size}`;
      if (isNonNullType(type) || random.chance(0.6))
        return this.#variable(name, String(type), this.#plain(type, depth));
      const roll = random.next();
      if (roll < 0.3) return this.#variable(name, String(type), undefined);
      if (roll < 0.5 && !hasDefault) return this.#variable(name, String(type), null);
      return this.#variable(name, `${type} = ${literal(this.#plain(type, depth), type)}`, undefined);
    }
    if (isListType(type) && random.chance(0.3)) {
      return `[${this.#value(type.ofType, false, depth + 1)}]`;
    }
    if (isInputObjectType(type) && depth < 3 && random.chance(0.5)) return this.#object(type, depth);
    return literal(this.#plain(type, depth), type);
  }

  /** An object with variables in it. */
  #object(type: GraphQLInputObjectType, depth: number): string {
    const fields = this.#random.some(Object.values(type.getFields()), 0.5);
    return `{${fields.map(({ name, type: inner, defaultValue }) => `${name}: ${this.#value(inner, defaultValue !== undefined, depth + 1)}`).join(', ')}}`;
  }

  /** A value as a client would put it into JSON. */
  #plain(type: GraphQLInputType, depth: number): unknown {
    const random = this.#random;
    if (isNonNullType(type)) return this.#plain(type.ofType, depth);
    if (isListType(type)) return Array.from({ length: random.int(0, 2) }, () => this.#plain(type.ofType, depth + 1));
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = depth < 3 ? random.some(Object.values(type.getFields()), 0.5) : [];
      return Object.fromEntries(fields.map(({ name, type: inner }) => [name, this.#plain(inner, depth + 1)]));
    }
    switch (type.name) {
      case 'Int':
        return random.pick([0, 1, -5, 2_000_000]);
      case 'Float':
        return random.pick([0, 1.5, 3, -2e10]);
      case 'Boolean':
        return random.chance(0.5);
      case 'ID':
        return random.pick(['', '0', '9007199254740993123', 'none', 'Page-1']);
      default:
        return random.pick(['', 'w', 'ä "q" \\', 'null']);
    }
  }

  #variable(name: string, definition: string, value: unknown): string {
    if (!this.#variables.has(name)) this.#variables.set(name, { definition, value });
    return `$${name}`;
  }
}

function literal(value: unknown, type: GraphQLInputType): string {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    return `[${value.map((item) => literal(item, isListType(inner) ? inner.ofType : inner)).join(', ')}]`;
  }
  if (isEnumType(inner)) return String(value);
  if (typeof value === 'object' && inner instanceof GraphQLInputObjectType) {
    const fields = inner.getFields();
    const given = Object.entries(value as Record<string, unknown>).flatMap(([name, item]) => {
      const field = fields[name];
      return field ? [`${name}: ${literal(item, field.type)}`] : [];
    });
    return `{${given.join(', ')}}`;
  }
  return JSON.stringify(value);
}
