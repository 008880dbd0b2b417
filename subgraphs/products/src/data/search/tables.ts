import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  index,
  integer,
  pgTable,
  serial,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * What a search reads of a product that can be bought: one row for each active product with an active variant, written in the
 * transaction that changes the product. A list that shows no archived product joins or reads this table.
 */
export const searchDocuments = pgTable(
  'search_documents',
  {
    productId: uuid('product_id').primaryKey(),
    /** A name and identifiers; B brand, categories, attributes, options; C description; D long description and specifications */
    words: tsvector().notNull(),
    /** words in the name: a match in a short name says more */
    nameLength: integer('name_length').notNull(),
    /** SKU, MPN, GTIN …, alone and with the brand before them, as `search_identifier` writes them */
    identifiers: text().array().notNull(),
    brandId: uuid('brand_id'),
    /** from the root down to the product's own */
    categoryIds: uuid('category_ids').array().notNull(),
    sellerId: uuid('seller_id').notNull(),
    attributeIds: integer('attribute_ids').array().notNull(),
    /** the cheapest variant in each currency; null when none has a price in it */
    priceUsd: bigint('price_usd', { mode: 'number' }),
    priceEur: bigint('price_eur', { mode: 'number' }),
    priceJpy: bigint('price_jpy', { mode: 'number' }),
    priceKwd: bigint('price_kwd', { mode: 'number' }),
    /** average; 0 without reviews */
    rating: doublePrecision().notNull(),
    reviewCount: integer('review_count').notNull(),
    salesCount: integer('sales_count').notNull(),
    hasStock: boolean('has_stock').notNull(),
  },
  (table) => [
    index('search_documents_words').using('gin', table.words),
    index('search_documents_identifiers').using('gin', table.identifiers),
    index('search_documents_categories').using('gin', table.categoryIds),
    index('search_documents_attributes').using('gin', table.attributeIds),
    index('search_documents_brand').on(table.brandId),
    index('search_documents_seller').on(table.sellerId),
    index('search_documents_price_usd').on(table.priceUsd, table.productId),
    index('search_documents_price_eur').on(table.priceEur, table.productId),
    index('search_documents_price_jpy').on(table.priceJpy, table.productId),
    index('search_documents_price_kwd').on(table.priceKwd, table.productId),
    index('search_documents_rating').on(table.rating.desc().nullsFirst(), table.productId),
    index('search_documents_sales').on(table.salesCount.desc().nullsFirst(), table.productId),
  ],
);

/** Every key and value that attributes and options have, so that a document holds small numbers. */
export const searchAttributes = pgTable(
  'search_attributes',
  {
    id: serial().primaryKey(),
    key: text().notNull(),
    label: text().notNull(),
    value: text().notNull(),
  },
  (table) => [unique('search_attributes_key_value').on(table.key, table.value)],
);

/** The catalogue's words, to weigh a query's words and to repair those that match nothing. */
export const searchWords = pgTable(
  'search_words',
  {
    word: text().primaryKey(),
    /** what English stemming makes of it */
    stem: text().notNull(),
    /** products that have the word; counted anew every hour, 1 for a word that came since */
    documentFrequency: integer('document_frequency').notNull(),
  },
  (table) => [index('search_words_stem').on(table.stem)],
);
