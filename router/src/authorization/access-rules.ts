import {
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { Requirement, RequirementsByCoordinate } from './requirement.js';

type Requirements = ReadonlySet<Requirement>;

const NONE: Requirements = new Set();

/**
 * What a viewer needs for each field of a schema, worked out at the first use and kept.
 *
 * A requirement of a type guards every field of that type and every field that returns it. What is selected through an
 * interface or a union needs what it would need on every possible type; what is selected on one of them, in a fragment,
 * needs only that one's.
 */
export class AccessRules {
  readonly #schema: GraphQLSchema;
  readonly #written: RequirementsByCoordinate;
  readonly #ofFields = new Map<string, Requirements>();

  /** @param written    those of interfaces being their own (see `withoutCopies`) */
  constructor(schema: GraphQLSchema, written: RequirementsByCoordinate) {
    this.#schema = schema;
    this.#written = unified(written);
  }

  /**
   * @param parent    the type that the field is selected on, as the operation's text says
   * @param isSelectedThrough    fields are selected on the type that the field returns, rather than in fragments on others
   */
  ofField(parent: GraphQLCompositeType, fieldName: string, isSelectedThrough: boolean): Requirements {
    const key = `${parent.name}.${fieldName}${isSelectedThrough ? '.*' : ''}`;
    const known = this.#ofFields.get(key);
    if (known) return known;
    const requirements = this.#workOut(parent, fieldName, isSelectedThrough);
    this.#ofFields.set(key, requirements);
    return requirements;
  }

  #workOut(parent: GraphQLCompositeType, fieldName: string, isSelectedThrough: boolean): Requirements {
    if (fieldName === TypeNameMetaFieldDef.name) return this.#at(parent.name);
    const types = this.#possibleTypes(parent);
    if (isInterfaceType(parent)) types.push(parent);
    const fields = types.flatMap((type) => {
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
      return field ? [{ coordinate: `${type.name}.${fieldName}`, returned: getNamedType(field.type) }] : [];
    });
    return union([
      ...types.map((type) => this.#at(type.name)),
      ...fields.map(({ coordinate }) => this.#at(coordinate)),
      ...fields.map(({ returned }) => this.#at(returned.name)),
      ...(isSelectedThrough ? fields.map(({ returned }) => this.#ofEveryType(returned)) : []),
    ]);
  }

  #ofEveryType(type: GraphQLNamedType): Requirements {
    if (!isAbstractType(type)) return NONE;
    return union(this.#possibleTypes(type).map(({ name }) => this.#at(name)));
  }

  #possibleTypes(type: GraphQLCompositeType): GraphQLCompositeType[] {
    return isInterfaceType(type) || isUnionType(type) ? [...this.#schema.getPossibleTypes(type)] : [type];
  }

  #at(coordinate: string): Requirements {
    const written = this.#written.get(coordinate);
    return written ? new Set(written) : NONE;
  }
}

function union(all: readonly Requirements[]): Requirements {
  const united = new Set(all.flatMap((requirements) => [...requirements]));
  return united.size === 0 ? NONE : united;
}

function unified(written: RequirementsByCoordinate): RequirementsByCoordinate {
  const byText = new Map<string, Requirement>();
  const unify = (requirement: Requirement): Requirement => {
    const text = JSON.stringify(requirement);
    const known = byText.get(text);
    if (!known) byText.set(text, requirement);
    return known ?? requirement;
  };
  return new Map([...written].map(([coordinate, list]) => [coordinate, list.map(unify)]));
}
