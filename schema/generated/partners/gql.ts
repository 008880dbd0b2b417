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
    "mutation PartnerAdjustStock($input: StockAdjustInput!) {\n  stockAdjust(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}": typeof types.PartnerAdjustStockDocument,
    "mutation PartnerApproveReturn($input: ReturnApproveInput!) {\n  returnApprove(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}": typeof types.PartnerApproveReturnDocument,
    "query PartnerCatalogue($first: Int = 50, $after: String) {\n  products(first: $first, after: $after) {\n    nodes {\n      id\n      slug\n      name\n      isActive\n      updatedAt\n      variants {\n        id\n        sku\n        name\n        weightGrams\n        price {\n          minorUnits\n          currency\n        }\n        availability {\n          inStock\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.PartnerCatalogueDocument,
    "mutation PartnerDeliverShipment($input: ShipmentDeliverInput!) {\n  shipmentDeliver(input: $input) {\n    order {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}": typeof types.PartnerDeliverShipmentDocument,
    "mutation PartnerFulfilOrder($input: OrderFulfillInput!) {\n  orderFulfill(input: $input) {\n    order {\n      id\n      status\n      fulfillmentStatus\n      shipments {\n        id\n        carrier\n        trackingNumber\n      }\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}": typeof types.PartnerFulfilOrderDocument,
    "query PartnerOpenOrders($first: Int = 50, $after: String) {\n  orders(first: $first, after: $after, status: CONFIRMED) {\n    nodes {\n      id\n      number\n      status\n      shippingAddress {\n        recipient\n        line1\n        city\n        postalCode\n        country\n      }\n      lines {\n        id\n        sku\n        name\n        quantity\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.PartnerOpenOrdersDocument,
    "query PartnerProductBySku($sku: String!) {\n  productVariant(sku: $sku) {\n    id\n    sku\n    name\n    product {\n      id\n      name\n    }\n    price {\n      minorUnits\n      currency\n    }\n    availability {\n      inStock\n      availableQuantity\n    }\n  }\n}": typeof types.PartnerProductBySkuDocument,
    "mutation PartnerReceiveReturn($input: ReturnReceiveInput!) {\n  returnReceive(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}": typeof types.PartnerReceiveReturnDocument,
    "mutation PartnerRefundReturn($input: ReturnRefundInput!) {\n  returnRefund(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}": typeof types.PartnerRefundReturnDocument,
};
const documents: Documents = {
    "mutation PartnerAdjustStock($input: StockAdjustInput!) {\n  stockAdjust(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}": types.PartnerAdjustStockDocument,
    "mutation PartnerApproveReturn($input: ReturnApproveInput!) {\n  returnApprove(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}": types.PartnerApproveReturnDocument,
    "query PartnerCatalogue($first: Int = 50, $after: String) {\n  products(first: $first, after: $after) {\n    nodes {\n      id\n      slug\n      name\n      isActive\n      updatedAt\n      variants {\n        id\n        sku\n        name\n        weightGrams\n        price {\n          minorUnits\n          currency\n        }\n        availability {\n          inStock\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.PartnerCatalogueDocument,
    "mutation PartnerDeliverShipment($input: ShipmentDeliverInput!) {\n  shipmentDeliver(input: $input) {\n    order {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}": types.PartnerDeliverShipmentDocument,
    "mutation PartnerFulfilOrder($input: OrderFulfillInput!) {\n  orderFulfill(input: $input) {\n    order {\n      id\n      status\n      fulfillmentStatus\n      shipments {\n        id\n        carrier\n        trackingNumber\n      }\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}": types.PartnerFulfilOrderDocument,
    "query PartnerOpenOrders($first: Int = 50, $after: String) {\n  orders(first: $first, after: $after, status: CONFIRMED) {\n    nodes {\n      id\n      number\n      status\n      shippingAddress {\n        recipient\n        line1\n        city\n        postalCode\n        country\n      }\n      lines {\n        id\n        sku\n        name\n        quantity\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.PartnerOpenOrdersDocument,
    "query PartnerProductBySku($sku: String!) {\n  productVariant(sku: $sku) {\n    id\n    sku\n    name\n    product {\n      id\n      name\n    }\n    price {\n      minorUnits\n      currency\n    }\n    availability {\n      inStock\n      availableQuantity\n    }\n  }\n}": types.PartnerProductBySkuDocument,
    "mutation PartnerReceiveReturn($input: ReturnReceiveInput!) {\n  returnReceive(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}": types.PartnerReceiveReturnDocument,
    "mutation PartnerRefundReturn($input: ReturnRefundInput!) {\n  returnRefund(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}": types.PartnerRefundReturnDocument,
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
export function graphql(source: "mutation PartnerAdjustStock($input: StockAdjustInput!) {\n  stockAdjust(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}"): (typeof documents)["mutation PartnerAdjustStock($input: StockAdjustInput!) {\n  stockAdjust(input: $input) {\n    userErrors {\n      code\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PartnerApproveReturn($input: ReturnApproveInput!) {\n  returnApprove(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}"): (typeof documents)["mutation PartnerApproveReturn($input: ReturnApproveInput!) {\n  returnApprove(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PartnerCatalogue($first: Int = 50, $after: String) {\n  products(first: $first, after: $after) {\n    nodes {\n      id\n      slug\n      name\n      isActive\n      updatedAt\n      variants {\n        id\n        sku\n        name\n        weightGrams\n        price {\n          minorUnits\n          currency\n        }\n        availability {\n          inStock\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): (typeof documents)["query PartnerCatalogue($first: Int = 50, $after: String) {\n  products(first: $first, after: $after) {\n    nodes {\n      id\n      slug\n      name\n      isActive\n      updatedAt\n      variants {\n        id\n        sku\n        name\n        weightGrams\n        price {\n          minorUnits\n          currency\n        }\n        availability {\n          inStock\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PartnerDeliverShipment($input: ShipmentDeliverInput!) {\n  shipmentDeliver(input: $input) {\n    order {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}"): (typeof documents)["mutation PartnerDeliverShipment($input: ShipmentDeliverInput!) {\n  shipmentDeliver(input: $input) {\n    order {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PartnerFulfilOrder($input: OrderFulfillInput!) {\n  orderFulfill(input: $input) {\n    order {\n      id\n      status\n      fulfillmentStatus\n      shipments {\n        id\n        carrier\n        trackingNumber\n      }\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}"): (typeof documents)["mutation PartnerFulfilOrder($input: OrderFulfillInput!) {\n  orderFulfill(input: $input) {\n    order {\n      id\n      status\n      fulfillmentStatus\n      shipments {\n        id\n        carrier\n        trackingNumber\n      }\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PartnerOpenOrders($first: Int = 50, $after: String) {\n  orders(first: $first, after: $after, status: CONFIRMED) {\n    nodes {\n      id\n      number\n      status\n      shippingAddress {\n        recipient\n        line1\n        city\n        postalCode\n        country\n      }\n      lines {\n        id\n        sku\n        name\n        quantity\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): (typeof documents)["query PartnerOpenOrders($first: Int = 50, $after: String) {\n  orders(first: $first, after: $after, status: CONFIRMED) {\n    nodes {\n      id\n      number\n      status\n      shippingAddress {\n        recipient\n        line1\n        city\n        postalCode\n        country\n      }\n      lines {\n        id\n        sku\n        name\n        quantity\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PartnerProductBySku($sku: String!) {\n  productVariant(sku: $sku) {\n    id\n    sku\n    name\n    product {\n      id\n      name\n    }\n    price {\n      minorUnits\n      currency\n    }\n    availability {\n      inStock\n      availableQuantity\n    }\n  }\n}"): (typeof documents)["query PartnerProductBySku($sku: String!) {\n  productVariant(sku: $sku) {\n    id\n    sku\n    name\n    product {\n      id\n      name\n    }\n    price {\n      minorUnits\n      currency\n    }\n    availability {\n      inStock\n      availableQuantity\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PartnerReceiveReturn($input: ReturnReceiveInput!) {\n  returnReceive(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}"): (typeof documents)["mutation PartnerReceiveReturn($input: ReturnReceiveInput!) {\n  returnReceive(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PartnerRefundReturn($input: ReturnRefundInput!) {\n  returnRefund(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}"): (typeof documents)["mutation PartnerRefundReturn($input: ReturnRefundInput!) {\n  returnRefund(input: $input) {\n    return {\n      id\n      status\n    }\n    userErrors {\n      code\n      message\n      path\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;