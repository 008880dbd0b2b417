import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { Random } from '../random.js';
import type { Operation } from '../scenario.js';
import { OperationInputs } from './operation-inputs.js';

const MAX_ATTEMPTS = 20;

/** Names of keys and of other fields, of the planner's own, and of what every object of JavaScript has. */
const ALIASES = [
  ...['id', 'sku', 'name', 'no', 'price', 'place', 'code', 'region', 'label', 'title', 'a'],
  ...['client__id', '_entities', 'representations', '__proto__', 'constructor'],
];

/** What one place of the answer has so far: whatever is selected there under one name has to be one thing. */
class Scope {
  readonly fields = new Map<string, { readonly signature: string; readonly below: Scope }>();
}

/**
 * A valid operation: aliases that collide with fields, keys and `__typename`, fragments of both kinds on any type that can be
 * there, conditions, arguments and variables, and now and then introspection.
 *
 * @throws Error    none was found
 */
export function randomOperation(schema: GraphQLSchema, random: Random): Operation {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const operation = new OperationWriter(schema, random).write();
    const document = parse(operation.query, { noLocation: true });
    if (validate(schema, document).length === 0) return operation;
  }
  throw new Error('No valid operation was found');
}

class OperationWriter {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #inputs: OperationInputs;
  readonly #fragments = new Map<string, { readonly type: string; readonly text: string }>();
  #fieldsLeft: number;
  #defers = false;
  #labels = 0;

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
    this.#inputs = new OperationInputs(random);
    // Small operations show most mistakes and are planned fast.
    this.#fieldsLeft = random.chance(0.92) ? random.int(1, 10) : random.int(10, 30);
  }

  write(): Operation {
    const random = this.#random;
    const kinds = Object.values(OperationTypeNode).filter((kind) => this.#schema.getRootType(kind));
    const kind = random.chance(0.2) ? random.pick(kinds) : OperationTypeNode.QUERY;
    const root = this.#schema.getRootType(kind);
    if (!root) throw new Error(`The schema has no ${kind}`);
    this.#defers = kind !== OperationTypeNode.SUBSCRIPTION && random.chance(0.2);
    const depth = random.int(2, 6);
    const body =
      kind === OperationTypeNode.SUBSCRIPTION
        ? this.#singleField(root, depth)
        : this.#selections(root, new Scope(), depth);
    const fragments = [...this.#fragments].map(([name, { type, text }]) => `fragment ${name} on ${type} ${text}`);
    const name = random.chance(0.3) ? ' Ask' : '';
    return {
      query: [`${kind}${name}${this.#inputs.definitions()} ${body}`, ...fragments].join('\n'),
      variables: this.#inputs.values(),
    };
  }

  #selections(type: GraphQLCompositeType, scope: Scope, depth: number): string {
    const random = this.#random;
    const parts: string[] = [];
    const isRoot = type === this.#schema.getQueryType() || type === this.#schema.getMutationType();
    const usable = this.#fieldsOf(type).filter(
      (field) => (depth > 0 && this.#fieldsLeft > 0) || !isCompositeType(getNamedType(field.type)),
    );
    const count = usable.length === 0 ? 0 : random.int(1, this.#fieldsLeft > 0 ? 4 : 2);
    for (let n = 0; n < count; n++) parts.push(this.#field(type, random.pick(usable), scope, depth));
    if (random.chance(0.2)) parts.push(this.#typename(scope));
    for (const part of this.#fragmentsIn(type, scope, depth)) parts.push(part);
    if (isRoot && type === this.#schema.getQueryType() && random.chance(0.05)) parts.push(this.#introspection());
    if (parts.length === 0) parts.push(this.#typename(scope));
    return `{ ${random.sample(parts, parts.length).join(' ')} }`;
  }

  /** Of a subscription; a condition might take it away, and nothing would be left to subscribe to. */
  #singleField(type: GraphQLObjectType, depth: number): string {
    // It is drawn all the same, so that a seed gives what it has always given.
    const leftOut = () => this.#condition() && '';
    return `{ ${this.#field(type, this.#random.pick(this.#fieldsOf(type)), new Scope(), depth, leftOut)} }`;
  }

  #fieldsOf(type: GraphQLCompositeType): GraphQLField<unknown, unknown>[] {
    return isUnionType(type) ? [] : Object.values(type.getFields());
  }

  #field(
    type: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    scope: Scope,
    depth: number,
    condition = () => this.#condition(),
  ): string {
    this.#fieldsLeft--;
    const random = this.#random;
    const args = this.#arguments(field.args);
    const wish = random.chance(0.25) ? random.pick(ALIASES) : field.name;
    const signature = `${field.name}${args}`;
    let name = wish;
    for (let n = 1; !this.#isFree(scope, name, signature, type, field); n++) name = `${wish}_${n}`;
    const below = scope.fields.get(name)?.below ?? new Scope();
    if (!scope.fields.has(name)) scope.fields.set(name, { signature, below });
    const named = getNamedType(field.type);
    const selections = isCompositeType(named) ? ` ${this.#selections(named, below, depth - 1)}` : '';
    const alias = name === field.name ? '' : `${name}: `;
    return `${alias}${field.name}${args}${condition()}${selections}`;
  }

  /** Two object types may differ in a leaf's field and arguments, as long as its type is the same. */
  #isFree(
    scope: Scope,
    name: string,
    signature: string,
    type: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
  ): boolean {
    const known = scope.fields.get(name);
    if (!known || known.signature === signature) return true;
    const isLeaf = !isCompositeType(getNamedType(field.type));
    return isLeaf && isObjectType(type) && known.signature.length > 0 && this.#random.chance(0.05);
  }

  #typename(scope: Scope): string {
    const name = this.#random.chance(0.8) ? '__typename' : this.#random.pick(ALIASES);
    if (scope.fields.has(name) && scope.fields.get(name)?.signature !== '__typename') return '__typename';
    scope.fields.set(name, { signature: '__typename', below: new Scope() });
    return `${name === '__typename' ? '' : `${name}: `}__typename${this.#condition()}`;
  }

  #fragmentsIn(type: GraphQLCompositeType, scope: Scope, depth: number): string[] {
    const random = this.#random;
    if (this.#fieldsLeft <= 0) return [];
    const possible = isAbstractType(type)
      ? [...this.#schema.getPossibleTypes(type), ...this.#interfaces(type)]
      : [type, ...this.#interfaces(type)];
    const types = random.some(possible, isAbstractType(type) ? 0.6 : 0.12);
    return types.map((condition) => this.#fragment(condition, scope, depth));
  }

  #interfaces(type: GraphQLCompositeType): GraphQLCompositeType[] {
    const abstract = Object.values(this.#schema.getTypeMap()).filter(isAbstractType);
    const overlaps = (one: GraphQLCompositeType) =>
      abstract.filter((other) => this.#schema.getPossibleTypes(other).some((member) => member === one));
    if (!isAbstractType(type)) return overlaps(type);
    return [type, ...this.#schema.getPossibleTypes(type).flatMap(overlaps)];
  }

  #fragment(type: GraphQLCompositeType, scope: Scope, depth: number): string {
    const random = this.#random;
    const isAtMutation = type === this.#schema.getMutationType();
    const known = [...this.#fragments].filter(([, fragment]) => fragment.type === type.name && fragment.text !== '');
    if (known.length > 0 && random.chance(0.3)) return `...${random.pick(known)[0]}${this.#condition()}`;
    const condition = this.#condition() + (isAtMutation ? '' : this.#defer());
    if (random.chance(0.6)) {
      const on = random.chance(0.9) ? ` on ${type.name}` : '';
      const inner = on === '' ? `...${condition} { __typename }` : '';
      return inner || `...${on}${condition} ${this.#selections(type, scope, depth)}`;
    }
    const name = `F${this.#fragments.size}`;
    this.#fragments.set(name, { type: type.name, text: '' });
    this.#fragments.set(name, { type: type.name, text: this.#selections(type, scope, depth - 1) });
    return `...${name}${condition}`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter((arg) => isRequiredArgument(arg) || this.#random.chance(0.6));
    if (given.length === 0) return '';
    return `(${given.map((arg) => `${arg.name}: ${this.#inputs.argument(arg)}`).join(', ')})`;
  }

  #condition(): string {
    const random = this.#random;
    const one = () => `@${random.pick(['skip', 'include'])}(if: ${this.#inputs.condition()})`;
    if (!random.chance(0.12)) return '';
    return random.chance(0.1)
      ? ` @skip(if: ${this.#inputs.condition()}) @include(if: ${this.#inputs.condition()})`
      : ` ${one()}`;
  }

  #defer(): string {
    const random = this.#random;
    if (!this.#defers || random.chance(0.5)) return '';
    const label = random.chance(0.3) ? `label: "l${this.#labels++}"` : '';
    const condition = random.chance(0.3) ? `if: ${this.#inputs.condition()}` : '';
    const given = [label, condition].filter((arg) => arg !== '').join(', ');
    return ` @defer${given === '' ? '' : `(${given})`}`;
  }

  #introspection(): string {
    const names = Object.keys(this.#schema.getTypeMap()).filter((name) => !name.startsWith('__'));
    return this.#random.chance(0.5)
      ? `__type(name: "${this.#random.pick(names)}") { name kind fields { name type { name kind ofType { name } } args { name defaultValue } } enumValues { name } }`
      : '__schema { queryType { name } types { name possibleTypes { name } inputFields { name } } }';
  }
}
