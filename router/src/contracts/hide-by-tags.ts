import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type NamedType,
  type Schema,
} from '@apollo/federation-internals';
import type { HiddenElements, SchemaElement } from './hidden-elements.js';
import type { TagFilter } from './tag-filter.js';

/**
 * Hides what a contract's tags leave out:
 * - any element with an excluded tag;
 * - where there are included tags, every union without one, and every field of an object or interface without one, the tags
 *   of a type being those of its fields too. Inputs, enums and scalars need no tag to stay;
 * - a type of which nothing is left.
 */
export function hideByTags(schema: Schema, hidden: HiddenElements, { includeTags, excludeTags }: TagFilter): void {
  const included = new Set<unknown>(includeTags);
  const excluded = new Set<unknown>(excludeTags);
  const types = schema.types().filter((type) => !isOfSpecification(schema, type));
  for (const type of types) hideIn(type);
  // Unions last: what is left of them depends on the others.
  const unionsLast = [...types.filter((type) => !isUnionType(type)), ...types.filter(isUnionType)];
  for (const type of unionsLast) if (isEmpty(type, hidden)) hidden.hide(type);

  function hideIn(type: NamedType): void {
    hideExcluded([type]);
    if (isObjectType(type) || isInterfaceType(type)) {
      const isIncluded = hasIncludedTag(type);
      for (const field of type.fields()) {
        if (!isIncluded && !hasIncludedTag(field)) hidden.hide(field);
        hideExcluded([field, ...field.arguments()]);
      }
    }
    if (isUnionType(type) && !hasIncludedTag(type)) hidden.hide(type);
    if (isInputObjectType(type)) hideExcluded(type.fields());
    if (isEnumType(type)) hideExcluded(type.values);
  }

  function hideExcluded(elements: readonly SchemaElement[]): void {
    for (const element of elements) {
      if (hidden.tagsOf(element).some((tag) => excluded.has(tag))) hidden.hide(element);
    }
  }

  function hasIncludedTag(element: SchemaElement): boolean {
    return included.size === 0 || hidden.tagsOf(element).some((tag) => included.has(tag));
  }
}

/** `join__Graph`, `link__Purpose` and their like, of which clients know nothing anyway. */
export function isOfSpecification(schema: Schema, type: NamedType): boolean {
  return schema.coreFeatures?.sourceFeature(type) !== undefined;
}

function isEmpty(type: NamedType, hidden: HiddenElements): boolean {
  const isHidden = (element: SchemaElement) => hidden.has(element);
  if (isObjectType(type) || isInterfaceType(type)) return type.fields().every(isHidden);
  if (isInputObjectType(type)) return type.fields().every(isHidden);
  if (isEnumType(type)) return type.values.every(isHidden);
  return isUnionType(type) && type.types().every(isHidden);
}
