import { createRequire } from 'node:module';
import { join } from 'node:path';
import { API, type Checker, type Symbol as Member, SymbolFlags, type Type, TypeFlags } from 'typescript/unstable/sync';

/** Everything the pinned package declares, under the names it exports them by. */
const DECLARATIONS = join(createRequire(import.meta.url).resolve('stripe'), '../../esm/stripe.esm.node.d.ts');

/** A member of an object type: how to get at its type, and whether it may be absent. */
interface Field {
  readonly isOptional: boolean;
  readonly type: () => Shape;
}

/** What a value of a declared type looks like. */
type Shape =
  | { readonly kind: 'anything' }
  | { readonly kind: 'exactly'; readonly value: unknown }
  | { readonly kind: 'primitive'; readonly name: 'string' | 'number' | 'boolean' }
  | { readonly kind: 'list'; readonly item: () => Shape }
  | { readonly kind: 'one-of'; readonly shapes: readonly Shape[] }
  | {
      readonly kind: 'object';
      readonly fields: ReadonlyMap<string, Field>;
      readonly others: (() => Shape) | undefined;
    };

type ObjectShape = Extract<Shape, { kind: 'object' }>;

/**
 * Validates values against the type declarations of the pinned `stripe` package, read by the TypeScript compiler.
 *
 * It is stricter than the compiler: a union such as `'a' | 'b' | OtherString`, open for what Stripe may add one day, takes
 * only what is listed.
 */
export class StripeTypes {
  readonly #checker: Checker;
  readonly #namespaces: readonly ReadonlyMap<string, Member>[];
  readonly #shapes = new Map<number, Shape>();
  readonly #named = new Map<string, Shape>();

  constructor() {
    const compiler = new API({ cwd: join(DECLARATIONS, '..') });
    const snapshot = compiler.updateSnapshot({ openFiles: [DECLARATIONS] });
    const project = snapshot.getProjects()[0];
    if (!project) throw new Error(`TypeScript opened no project for ${DECLARATIONS}`);
    this.#checker = project.checker;
    this.#namespaces = [this.#exportsOf('stripe.esm.node.d.ts', project), this.#exportsOf('Types.d.ts', project)];
  }

  /**
   * @param typeName    as `Stripe` exports it, `PaymentIntent`, or a type of `Types.d.ts`
   * @returns    one sentence per field that is unknown, missing or of another type; empty when the value fits
   */
  problemsOf(value: unknown, typeName: string): string[] {
    return [...check(value, this.shapeOf(typeName), typeName)];
  }

  /** Whether the type has a field at this path; `[]` stands for the item of a list. */
  hasField(typeName: string, path: readonly string[]): boolean {
    let shapes = [this.shapeOf(typeName)];
    for (const segment of path) shapes = shapes.flatMap((shape) => [...stepInto(shape, segment)]);
    return shapes.length > 0;
  }

  shapeOf(typeName: string): Shape {
    const known = this.#named.get(typeName);
    if (known) return known;
    const symbol = this.#namespaces.map((names) => names.get(typeName)).find((found) => found !== undefined);
    if (!symbol) throw new Error(`The stripe package declares no type ${typeName}`);
    const shape = this.#compile(this.#checker.getDeclaredTypeOfSymbol(this.#resolved(symbol)));
    this.#named.set(typeName, shape);
    return shape;
  }

  #exportsOf(file: string, project: ReturnType<ReturnType<API['updateSnapshot']>['getProjects']>[number]) {
    const source = project.program.getSourceFile(join(DECLARATIONS, '..', file));
    const module = source && this.#checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`TypeScript found no module in ${file}`);
    const members = this.#checker.getExportsOfModule(module);
    const stripe = members.find(({ name }) => name === 'Stripe');
    const names = stripe ? this.#checker.getExportsOfModule(this.#resolved(stripe)) : members;
    return new Map(names.map((member) => [member.name, member]));
  }

  #resolved(symbol: Member): Member {
    return symbol.flags & SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #compile(type: Type): Shape {
    const known = this.#shapes.get(type.id);
    if (known) return known;
    const shape = this.#read(type);
    this.#shapes.set(type.id, shape);
    return shape;
  }

  #read(type: Type): Shape {
    const { flags } = type;
    if (flags & TypeFlags.AnyOrUnknown) return { kind: 'anything' };
    if (flags & (TypeFlags.Undefined | TypeFlags.Void)) return { kind: 'exactly', value: undefined };
    if (flags & TypeFlags.Null) return { kind: 'exactly', value: null };
    if (type.isLiteralType()) return { kind: 'exactly', value: type.value };
    if (flags & TypeFlags.String || flags & TypeFlags.Intersection) return { kind: 'primitive', name: 'string' };
    if (flags & TypeFlags.Number) return { kind: 'primitive', name: 'number' };
    if (flags & TypeFlags.Boolean) return { kind: 'primitive', name: 'boolean' };
    if (type.isUnionType()) return this.#readUnion(type.getTypes());
    if (this.#checker.isArrayType(type)) return this.#readList(type);
    return this.#readObject(type);
  }

  #readUnion(types: readonly Type[]): Shape {
    const hasChoices = types.some((type) => type.isStringLiteralType());
    // JSON has no undefined: a field may be absent when it is optional, and only then
    const [only, ...others] = types
      .filter((type) => !(hasChoices && type.flags & TypeFlags.Intersection) && !(type.flags & TypeFlags.Undefined))
      .map((type) => this.#compile(type));
    if (only && others.length === 0) return only;
    return { kind: 'one-of', shapes: only ? [only, ...others] : others };
  }

  #readList(type: Type): Shape {
    const [item] = this.#checker.getTypeArguments(type as Parameters<Checker['getTypeArguments']>[0]);
    return { kind: 'list', item: once(() => this.#compileOrAnything(item)) };
  }

  #readObject(type: Type): Shape {
    const members = this.#checker.getPropertiesOfType(type);
    const types = once(() => this.#checker.getTypeOfSymbol(members));
    const fields = new Map<string, Field>();
    for (const [place, member] of members.entries()) {
      fields.set(member.name, {
        isOptional: (member.flags & SymbolFlags.Optional) !== 0,
        type: once(() => this.#compileOrAnything(types()[place])),
      });
    }
    const [index] = this.#checker.getIndexInfosOfType(type);
    return { kind: 'object', fields, others: index && once(() => this.#compile(index.valueType)) };
  }

  #compileOrAnything(type: Type | undefined): Shape {
    return type ? this.#compile(type) : { kind: 'anything' };
  }
}

/** Types refer to one another in circles, and asking the compiler is slow: each is read when it is first needed. */
function once<T extends object>(read: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= read());
}

function* check(value: unknown, shape: Shape, path: string): Iterable<string> {
  switch (shape.kind) {
    case 'anything':
      return;
    case 'exactly':
      if (value !== shape.value) yield `${path} must be ${shape.value}, got ${shown(value)}`;
      return;
    case 'primitive':
      if (typeof value !== shape.name) yield `${path} must be a ${shape.name}, got ${shown(value)}`;
      return;
    case 'list':
      if (!Array.isArray(value)) yield `${path} must be a list, got ${shown(value)}`;
      else for (const [index, item] of value.entries()) yield* check(item, shape.item(), `${path}[${index}]`);
      return;
    case 'one-of':
      yield* checkChoice(value, shape.shapes, path);
      return;
    case 'object':
      yield* checkObject(value, shape, path);
      return;
  }
}

/** An object is held against the choice it claims to be by its `type` or `object`, so that the complaint names the field. */
function* checkChoice(value: unknown, shapes: readonly Shape[], path: string): Iterable<string> {
  const claimed = shapes.filter((shape) => shape.kind !== 'object' || isClaimed(value, shape));
  const complaints = [];
  for (const shape of claimed) {
    const problems = [...check(value, shape, path)];
    if (problems.length === 0) return;
    complaints.push({ problems, isSameKind: (shape.kind === 'object') === isObject(value) });
  }
  const nearest = complaints.filter(({ isSameKind }) => isSameKind);
  const [best] = nearest.sort((a, b) => a.problems.length - b.problems.length);
  if (best && (isObject(value) || nearest.length === 1)) yield* best.problems;
  else yield `${path} is none of what it may be: ${shown(value)}`;
}

function isClaimed(value: unknown, shape: ObjectShape): boolean {
  if (!isObject(value)) return false;
  for (const name of ['object', 'type', 'deleted']) {
    const field = shape.fields.get(name);
    const declared = field?.type();
    if (declared?.kind === 'exactly' && !(field?.isOptional && value[name] === undefined)) {
      if (value[name] !== declared.value) return false;
    }
  }
  return true;
}

function* checkObject(value: unknown, shape: ObjectShape, path: string): Iterable<string> {
  if (!isObject(value)) {
    yield `${path} must be an object, got ${shown(value)}`;
    return;
  }
  for (const [name, field] of shape.fields) {
    if (value[name] !== undefined) yield* check(value[name], field.type(), `${path}.${name}`);
    else if (!field.isOptional) yield `${path}.${name} is missing`;
  }
  for (const [name, member] of Object.entries(value)) {
    if (shape.fields.has(name)) continue;
    if (shape.others) yield* check(member, shape.others(), `${path}.${name}`);
    else yield `${path}.${name} is unknown`;
  }
}

function* stepInto(shape: Shape, segment: string): Iterable<Shape> {
  if (shape.kind === 'one-of') for (const choice of shape.shapes) yield* stepInto(choice, segment);
  if (shape.kind === 'list' && segment === '[]') yield shape.item();
  if (shape.kind !== 'object') return;
  const field = shape.fields.get(segment);
  if (field) yield field.type();
  else if (shape.others) yield shape.others();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
}
