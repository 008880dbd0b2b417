import { baseType, type CompositeType, isCompositeType, isUnionType, type Schema } from '@apollo/federation-internals';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { InterfaceRequirements } from '../supergraph/interface-requirements.js';
import { fragmentsOf } from './fragments-of.js';
import { inlineFragment, operationOf, setOf } from './operation-selections.js';
import { TYPENAME } from './selection-conditions.js';

/**
 * Has the planner ask the interface for fields whose requirements an interface object has, wherever the client asks one of its types:
 * of objects for which another interface object stands, the planner finds no end as soon as a type or a bare condition stands between.
 * What this asks of other types' objects is taken out of the plan (`splitInterfaceObject`).
 */
export function askInterfaces(document: DocumentNode, schema: Schema, fields: InterfaceRequirements): DocumentNode {
  const operation = fields.size === 0 ? undefined : operationOf(document);
  if (!operation) return document;
  const asking = new Asking(schema, fields, fragmentsOf(document));
  const selectionSet = asking.of(operation.selectionSet, schema.schemaDefinition.rootType(operation.operation));
  return { ...document, definitions: [{ ...operation, selectionSet }] };
}

/** The interface around a selection. */
interface Surroundings {
  readonly name: string;
  readonly fields: ReadonlySet<string>;
  /** Whether a fragment on one of its types stands between. */
  readonly isNarrowed: boolean;
}

interface Parted {
  readonly kept: readonly SelectionNode[];
  /** What the interface is asked for instead. */
  readonly moved: readonly SelectionNode[];
}

class Asking {
  readonly #schema: Schema;
  readonly #fields: InterfaceRequirements;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(schema: Schema, fields: InterfaceRequirements, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#schema = schema;
    this.#fields = fields;
    this.#fragments = fragments;
  }

  of(set: SelectionSetNode, type: CompositeType | undefined): SelectionSetNode {
    const fields = type && this.#fields.get(type.name);
    const { kept, moved } = this.#part(set, type, fields && { name: type.name, fields, isNarrowed: false });
    return setOf([...kept, ...moved]);
  }

  #part({ selections }: SelectionSetNode, type: CompositeType | undefined, around: Surroundings | undefined): Parted {
    const kept: SelectionNode[] = [];
    const moved: SelectionNode[] = [];
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const isMoved = around?.isNarrowed && around.fields.has(selection.name.value);
        (isMoved ? moved : kept).push(this.#below(selection, type));
        continue;
      }
      const fragment = this.#inline(selection);
      const narrowed = this.#narrow(type, fragment.typeCondition?.name.value);
      const parted = this.#part(
        fragment.selectionSet,
        narrowed,
        around && { ...around, isNarrowed: this.#isNarrowed(narrowed, around) },
      );
      const rest = setOf(parted.kept.length > 0 ? parted.kept : [TYPENAME]);
      const condition = fragment.typeCondition?.name.value ?? (around && !around.isNarrowed ? around.name : undefined);
      kept.push({ ...inlineFragment(rest.selections, condition), directives: fragment.directives });
      if (around && parted.moved.length > 0) {
        moved.push({ ...inlineFragment(parted.moved, around.name), directives: fragment.directives });
      }
    }
    return { kept, moved };
  }

  #isNarrowed(type: CompositeType | undefined, { name, isNarrowed }: Surroundings): boolean {
    return isNarrowed || (type !== undefined && !isUnionType(type) && type.implementsInterface(name));
  }

  #below(field: FieldNode, type: CompositeType | undefined): FieldNode {
    const definition = type && !isUnionType(type) ? type.field(field.name.value) : undefined;
    const named = definition?.type && baseType(definition.type);
    if (!field.selectionSet) return field;
    return { ...field, selectionSet: this.of(field.selectionSet, named && isCompositeType(named) ? named : undefined) };
  }

  #narrow(type: CompositeType | undefined, condition: string | undefined): CompositeType | undefined {
    const narrowed = condition === undefined ? type : this.#schema.type(condition);
    return narrowed && isCompositeType(narrowed) ? narrowed : undefined;
  }

  #inline(selection: Exclude<SelectionNode, FieldNode>): InlineFragmentNode {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    const fragment = this.#fragments.get(selection.name.value);
    const selections = fragment?.selectionSet.selections ?? [TYPENAME];
    return { ...inlineFragment(selections, fragment?.typeCondition.name.value), directives: selection.directives };
  }
}
