import { InvalidInputError, requireId, requireText } from '@souk/subgraph-kit';
import type { ProductAttribute } from './product.js';

/** A product's own facts, as a seller writes them. */
export interface ProductDraft {
  readonly name: string;
  readonly description: string;
  readonly longDescription: string | null;
  /** an existing brand's name or a new one's */
  readonly brandName: string | null;
  readonly categoryId: string;
  readonly attributes: readonly ProductAttribute[];
  readonly specifications: Readonly<Record<string, unknown>>;
}

export interface ProductAsked {
  readonly name: string;
  readonly description: string;
  readonly longDescription?: string | null;
  readonly brandName?: string | null;
  readonly categoryId: string;
  readonly attributes?: readonly ProductAttribute[] | null;
  readonly specifications?: unknown;
}

const MAX_ATTRIBUTES = 100;
const MAX_SPECIFICATIONS = 20_000;

/** @throws InvalidInputError  naming the first part that can't be */
export function requireProduct(asked: ProductAsked): ProductDraft {
  return {
    name: requireText(asked.name, ['input', 'name'], { max: 200 }),
    description: requireText(asked.description, ['input', 'description'], { max: 1_000 }),
    longDescription: asked.longDescription ? longDescription(asked.longDescription) : null,
    brandName: asked.brandName ? brandName(asked.brandName) : null,
    categoryId: requireId(asked.categoryId, ['input', 'categoryId']),
    attributes: requireAttributes(asked.attributes ?? []),
    specifications: requireSpecifications(asked.specifications ?? {}),
  };
}

/** Of what is given only. An empty brand name or long description takes it away; other parts can't be taken away. */
export function requireProductChanges(asked: Partial<ProductAsked>): Partial<ProductDraft> {
  const { name, description, categoryId, attributes, specifications } = asked;
  return {
    ...(name != null && { name: requireText(name, ['input', 'name'], { max: 200 }) }),
    ...(description != null && { description: requireText(description, ['input', 'description'], { max: 1_000 }) }),
    ...(asked.longDescription != null && { longDescription: longDescription(asked.longDescription) || null }),
    ...(asked.brandName != null && { brandName: brandName(asked.brandName) || null }),
    ...(categoryId != null && { categoryId: requireId(categoryId, ['input', 'categoryId']) }),
    ...(attributes != null && { attributes: requireAttributes(attributes) }),
    ...(specifications != null && { specifications: requireSpecifications(specifications) }),
  };
}

function longDescription(text: string): string {
  return requireText(text, ['input', 'longDescription'], { min: 0, max: 20_000 });
}

function brandName(text: string): string {
  return requireText(text, ['input', 'brandName'], { min: 0, max: 120 });
}

function requireAttributes(attributes: readonly ProductAttribute[]): ProductAttribute[] {
  const path = ['input', 'attributes'];
  if (attributes.length > MAX_ATTRIBUTES) throw new InvalidInputError(`At most ${MAX_ATTRIBUTES} attributes`, path);
  return attributes.map(({ key, label, value }) => {
    if (!/^[a-z0-9_]{1,80}$/.test(key)) throw new InvalidInputError('A key is snake_case, 1–80 characters', path);
    return { key, label: requireText(label, path, { max: 120 }), value: requireText(value, path, { max: 300 }) };
  });
}

function requireSpecifications(value: unknown): Readonly<Record<string, unknown>> {
  const path = ['input', 'specifications'];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError('Specifications are an object of names and values', path);
  }
  if (JSON.stringify(value).length > MAX_SPECIFICATIONS) {
    throw new InvalidInputError(`Specifications have at most ${MAX_SPECIFICATIONS} characters`, path);
  }
  return { ...value };
}
