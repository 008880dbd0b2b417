/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query MobileHome {\n  me {\n    id\n    displayName\n    recommendations(input: {limit: 6}) {\n      items {\n        reason\n        product {\n          id\n          slug\n          name\n          images {\n            url\n          }\n        }\n      }\n    }\n  }\n  trending(first: 6) {\n    product {\n      id\n      slug\n      name\n      priceRange {\n        min {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}": typeof types.MobileHomeDocument,
    "subscription MobileOrderLive($orderId: ID!, $after: String) {\n  orderStatusChanged(orderId: $orderId, after: $after) {\n    cursor\n    status\n    event {\n      message\n      at\n    }\n  }\n}": typeof types.MobileOrderLiveDocument,
    "query MobileOrders($after: String) {\n  me {\n    id\n    orders(first: 20, after: $after) {\n      nodes {\n        id\n        number\n        status\n        estimatedDelivery\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": typeof types.MobileOrdersDocument,
    "query MobileProduct($id: ID!, $currency: CurrencyCode) {\n  product(id: $id) {\n    id\n    name\n    description\n    inStock\n    variants {\n      id\n      name\n      price(currency: $currency) {\n        amount\n        currency\n      }\n      availability {\n        inStock\n      }\n    }\n  }\n}": typeof types.MobileProductDocument,
    "mutation MobileRecordInteractions($input: InteractionsRecordInput!) {\n  interactionsRecord(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}": typeof types.MobileRecordInteractionsDocument,
    "query MobileSuggest($query: String!) {\n  searchSuggest(query: $query, first: 8) {\n    text\n  }\n}": typeof types.MobileSuggestDocument,
};
const documents: Documents = {
    "query MobileHome {\n  me {\n    id\n    displayName\n    recommendations(input: {limit: 6}) {\n      items {\n        reason\n        product {\n          id\n          slug\n          name\n          images {\n            url\n          }\n        }\n      }\n    }\n  }\n  trending(first: 6) {\n    product {\n      id\n      slug\n      name\n      priceRange {\n        min {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}": types.MobileHomeDocument,
    "subscription MobileOrderLive($orderId: ID!, $after: String) {\n  orderStatusChanged(orderId: $orderId, after: $after) {\n    cursor\n    status\n    event {\n      message\n      at\n    }\n  }\n}": types.MobileOrderLiveDocument,
    "query MobileOrders($after: String) {\n  me {\n    id\n    orders(first: 20, after: $after) {\n      nodes {\n        id\n        number\n        status\n        estimatedDelivery\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": types.MobileOrdersDocument,
    "query MobileProduct($id: ID!, $currency: CurrencyCode) {\n  product(id: $id) {\n    id\n    name\n    description\n    inStock\n    variants {\n      id\n      name\n      price(currency: $currency) {\n        amount\n        currency\n      }\n      availability {\n        inStock\n      }\n    }\n  }\n}": types.MobileProductDocument,
    "mutation MobileRecordInteractions($input: InteractionsRecordInput!) {\n  interactionsRecord(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}": types.MobileRecordInteractionsDocument,
    "query MobileSuggest($query: String!) {\n  searchSuggest(query: $query, first: 8) {\n    text\n  }\n}": types.MobileSuggestDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MobileHome {\n  me {\n    id\n    displayName\n    recommendations(input: {limit: 6}) {\n      items {\n        reason\n        product {\n          id\n          slug\n          name\n          images {\n            url\n          }\n        }\n      }\n    }\n  }\n  trending(first: 6) {\n    product {\n      id\n      slug\n      name\n      priceRange {\n        min {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query MobileHome {\n  me {\n    id\n    displayName\n    recommendations(input: {limit: 6}) {\n      items {\n        reason\n        product {\n          id\n          slug\n          name\n          images {\n            url\n          }\n        }\n      }\n    }\n  }\n  trending(first: 6) {\n    product {\n      id\n      slug\n      name\n      priceRange {\n        min {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription MobileOrderLive($orderId: ID!, $after: String) {\n  orderStatusChanged(orderId: $orderId, after: $after) {\n    cursor\n    status\n    event {\n      message\n      at\n    }\n  }\n}"): (typeof documents)["subscription MobileOrderLive($orderId: ID!, $after: String) {\n  orderStatusChanged(orderId: $orderId, after: $after) {\n    cursor\n    status\n    event {\n      message\n      at\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MobileOrders($after: String) {\n  me {\n    id\n    orders(first: 20, after: $after) {\n      nodes {\n        id\n        number\n        status\n        estimatedDelivery\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"): (typeof documents)["query MobileOrders($after: String) {\n  me {\n    id\n    orders(first: 20, after: $after) {\n      nodes {\n        id\n        number\n        status\n        estimatedDelivery\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MobileProduct($id: ID!, $currency: CurrencyCode) {\n  product(id: $id) {\n    id\n    name\n    description\n    inStock\n    variants {\n      id\n      name\n      price(currency: $currency) {\n        amount\n        currency\n      }\n      availability {\n        inStock\n      }\n    }\n  }\n}"): (typeof documents)["query MobileProduct($id: ID!, $currency: CurrencyCode) {\n  product(id: $id) {\n    id\n    name\n    description\n    inStock\n    variants {\n      id\n      name\n      price(currency: $currency) {\n        amount\n        currency\n      }\n      availability {\n        inStock\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation MobileRecordInteractions($input: InteractionsRecordInput!) {\n  interactionsRecord(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}"): (typeof documents)["mutation MobileRecordInteractions($input: InteractionsRecordInput!) {\n  interactionsRecord(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query MobileSuggest($query: String!) {\n  searchSuggest(query: $query, first: 8) {\n    text\n  }\n}"): (typeof documents)["query MobileSuggest($query: String!) {\n  searchSuggest(query: $query, first: 8) {\n    text\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;