import { INACCESSIBLE_VERSIONS, inaccessibleIdentity, type Schema, tagIdentity } from '@apollo/federation-internals';

/** A type, field, argument, input field or enum value. */
export interface SchemaElement {
  hasAppliedDirective(name: string): boolean;
  appliedDirectivesOf(name: string): readonly { arguments(): Readonly<Record<string, unknown>> }[];
  applyDirective(name: string): unknown;
}

/** Under which `@inaccessible` is linked where the supergraph has none; a name that no schema has. */
const OWN_NAME = 'hiddenByContract';

/** By what a supergraph's elements are tagged and hidden; both names are those of the supergraph's links. */
export class HiddenElements {
  readonly #inaccessible: string;
  readonly #tag: string | undefined;

  /** @param schema    is linked to `@inaccessible` when it is not yet */
  constructor(schema: Schema) {
    this.#inaccessible = inaccessibleNameIn(schema);
    this.#tag = schema.coreFeatures?.getByIdentity(tagIdentity)?.directiveNameInSchema('tag');
  }

  has(element: SchemaElement): boolean {
    return element.hasAppliedDirective(this.#inaccessible);
  }

  hide(element: SchemaElement): void {
    if (!this.has(element)) element.applyDirective(this.#inaccessible);
  }

  tagsOf(element: SchemaElement): readonly unknown[] {
    if (this.#tag === undefined) return [];
    return element.appliedDirectivesOf(this.#tag).map((directive) => directive.arguments().name);
  }
}

function inaccessibleNameIn(schema: Schema): string {
  const { coreFeatures } = schema;
  if (!coreFeatures) throw new Error('The supergraph has no @link');
  const linked = coreFeatures.getByIdentity(inaccessibleIdentity);
  if (linked) return linked.directiveNameInSchema('inaccessible');
  const [error] = coreFeatures.coreDefinition.applyFeatureToSchema(
    schema,
    INACCESSIBLE_VERSIONS.latest(),
    OWN_NAME,
    'SECURITY',
  );
  if (error) throw error;
  return OWN_NAME;
}
