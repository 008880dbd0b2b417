import {
  baseType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type NamedType,
  type Schema,
} from '@apollo/federation-internals';
import type { HiddenElements } from './hidden-elements.js';
import { isOfSpecification } from './hide-by-tags.js';

/** Hides every type that no operation can meet, but for those with an included tag. */
export function hideUnreachableTypes(schema: Schema, hidden: HiddenElements, includeTags: readonly unknown[]): void {
  const reachable = reachableTypes(schema, hidden);
  for (const type of schema.types()) {
    const isIncluded = hidden.tagsOf(type).some((tag) => includeTags.includes(tag));
    if (!reachable.has(type) && !isIncluded && !isOfSpecification(schema, type)) hidden.hide(type);
  }
}

function reachableTypes(schema: Schema, hidden: HiddenElements): ReadonlySet<NamedType> {
  const reached = new Set<NamedType>();
  const waiting: NamedType[] = schema.schemaDefinition.roots().map(({ type }) => type);
  for (const directive of schema.directives()) waiting.push(...directive.arguments().flatMap(typeOf));
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (reached.has(type) || hidden.has(type)) continue;
    reached.add(type);
    waiting.push(...typesFrom(type, hidden));
  }
  return reached;
}

/** An object is met where one of its interfaces is asked for, an interface where its objects are. */
function typesFrom(type: NamedType, hidden: HiddenElements): NamedType[] {
  if (isUnionType(type)) return type.types();
  if (isInputObjectType(type))
    return type
      .fields()
      .filter((field) => !hidden.has(field))
      .flatMap(typeOf);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const types: NamedType[] = [...type.interfaces(), ...(isInterfaceType(type) ? type.allImplementations() : [])];
  for (const field of type.fields()) {
    if (hidden.has(field)) continue;
    types.push(
      ...typeOf(field),
      ...field
        .arguments()
        .filter((argument) => !hidden.has(argument))
        .flatMap(typeOf),
    );
  }
  return types;
}

function typeOf({ type }: { readonly type?: Parameters<typeof baseType>[0] }): NamedType[] {
  return type ? [baseType(type)] : [];
}
