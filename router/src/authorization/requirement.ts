/** What a viewer must have or be. Several requirements of one field must all be met. */
export type Requirement =
  | { readonly kind: 'authenticated' }
  /** Every name of at least one of the sets; no set at all is met by nobody. */
  | { readonly kind: 'scopes' | 'policies'; readonly anyOf: NameSets };

export type NameSets = readonly (readonly string[])[];

/** The requirements written in a supergraph, by schema coordinate: `Type` or `Type.field`. */
export type RequirementsByCoordinate = ReadonlyMap<string, readonly Requirement[]>;
