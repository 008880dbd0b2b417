import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { INTERACTION_TYPES } from '../domain/interaction.js';

export { idempotencyKeys, inbox } from '@souk/subgraph-kit/tables';

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

/** Read model of products' catalogue, fed by `product-changed`. */
export const products = pgTable(
  'products',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    description: text().notNull(),
    brandId: uuid('brand_id'),
    /** from the leaf up to the root */
    categoryIds: uuid('category_ids').array().notNull(),
    attributes: jsonb().$type<{ key: string; value: string }[]>().notNull(),
    isActive: boolean('is_active').notNull(),
    version: integer().notNull(),
    /** when this copy changed: tells the training that there is something new */
    changedAt: at('changed_at').notNull().defaultNow(),
  },
  (table) => [index('products_changed').on(table.changedAt)],
);

/** Names for the reasons. */
export const categories = pgTable('categories', { id: uuid().primaryKey(), name: text().notNull() });

/** Everything shoppers did with products; never changed once written. */
export const interactions = pgTable(
  'interactions',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** null for a guest */
    userId: uuid('user_id'),
    type: text({ enum: INTERACTION_TYPES }).notNull(),
    productId: uuid('product_id'),
    variantId: uuid('variant_id'),
    /** what was searched for */
    query: text(),
    /** 1–5 stars of a review */
    rating: smallint(),
    /** false for what a guest's device reported */
    isVouched: boolean('is_vouched').notNull(),
    at: at('at').notNull(),
  },
  (table) => [
    index('interactions_of_user').on(table.userId, table.id).where(sql`user_id is not null and product_id is not null`),
    index('interactions_of_guests').on(table.id).where(sql`user_id is null and product_id is not null`),
  ],
);

/** A trained model; the newest is served, one older is kept for those who are reading it. */
export const models = pgTable('models', {
  version: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  trainedAt: at('trained_at').notNull(),
  /** how long the training took */
  durationMs: integer('duration_ms').notNull(),
  /** the newest interaction that it knows; 0 for none */
  interactionId: bigint('interaction_id', { mode: 'number' }).notNull(),
  /** the newest change of the catalogue that it knows */
  catalogueAt: at('catalogue_at'),
});

/** A model's bytes in pieces of a megabyte, so that none blocks a reader for long. */
export const modelPieces = pgTable(
  'model_pieces',
  {
    version: bigint({ mode: 'number' })
      .notNull()
      .references(() => models.version, { onDelete: 'cascade' }),
    position: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.version, table.position] })],
);
