/**
 * The rows of the demo world, as the subgraphs copy them into their tables.
 * Money is in integer minor units of the row's currency (USD 2, EUR 2, JPY 0, KWD 3 digits). Ids are UUIDs whose order is
 * the order of creation. Every id named by one row exists in another, and does not depend on the world's `now`.
 */

export type WorldScale = 'demo' | 'small' | 'medium' | 'large';

export type Currency = 'USD' | 'EUR' | 'JPY' | 'KWD';

/** What a member likes to buy; each taste is at home in one department of the catalogue. */
export type Taste = 'electronics' | 'home' | 'outdoor' | 'fashion' | 'books' | 'toys';

export type SeedRole = 'MEMBER' | 'SELLER' | 'ADMIN';

export interface SeedAddress {
  readonly id: string;
  readonly recipient: string;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** State, province or prefecture, where the country's addresses have one. */
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly phone: string | null;
  readonly isDefault: boolean;
}

export interface SeedUser {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** E.164, for example `+4930901820123`. */
  readonly phone: string | null;
  readonly roles: readonly SeedRole[];
  /** null for sellers and the admin, who do not shop. */
  readonly taste: Taste | null;
  /** At most two, exactly one of them the default; empty for sellers and the admin. */
  readonly addresses: readonly SeedAddress[];
  readonly createdAt: Date;
}

export interface SeedSeller {
  /** The id of the user who sells. */
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
}

export interface SeedCategory {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** null at the root; a parent is always yielded before its children. */
  readonly parentId: string | null;
  /** Place among its siblings, from 0. */
  readonly position: number;
}

export interface SeedBrand {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface SeedAttribute {
  /** Stable name for filters, snake_case. */
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

export type SeedSpecificationValue = string | number | boolean | readonly string[];

export interface SeedImage {
  readonly id: string;
  readonly alt: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly position: number;
  /** A whole SVG document under 2 kB, drawn when it is read; null when there is no drawing. */
  readonly svg: string | null;
}

export interface SeedPrice {
  readonly currency: Currency;
  readonly minorUnits: number;
  /** The former price, above `minorUnits`; null when the variant is not reduced. */
  readonly compareAtMinorUnits: number | null;
}

export interface SeedVariant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  /** The option values joined by ` / `, or the product's name when there are no options. */
  readonly name: string;
  /** One value for each option of the product, same order. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
  /** One per currency: USD, EUR, JPY, KWD. */
  readonly prices: readonly SeedPrice[];
  readonly weightGrams: number;
  /** One of the product's images; null when it has none. */
  readonly imageId: string | null;
  readonly isActive: boolean;
  readonly position: number;
  readonly createdAt: Date;
}

export interface SeedProduct {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** One or two sentences. */
  readonly description: string;
  readonly longDescription: string;
  readonly brandId: string;
  /** Always a leaf of the category tree. */
  readonly categoryId: string;
  readonly sellerId: string;
  readonly attributes: readonly SeedAttribute[];
  readonly specifications: Readonly<Record<string, SeedSpecificationValue>>;
  readonly images: readonly SeedImage[];
  readonly isActive: boolean;
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** At least one; combinations of options are distinct. */
  readonly variants: readonly SeedVariant[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface SeedReview {
  readonly id: string;
  readonly productId: string;
  readonly userId: string;
  /** 1 to 5. At most one review per user and product. */
  readonly rating: number;
  readonly title: string;
  readonly body: string;
  readonly createdAt: Date;
}

export interface SeedWarehouse {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  /** 1 is asked first. */
  readonly priority: number;
}

export interface SeedStock {
  readonly variantId: string;
  readonly warehouseId: string;
  /** Pieces that can be sold: what seeded orders took has already left. */
  readonly onHand: number;
  readonly safetyStock: number;
}

export type OrderStatus = 'PENDING' | 'CONFIRMED' | 'PROCESSING' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED' | 'RETURNED';
export type PaymentStatus = 'REQUIRES_PAYMENT' | 'REQUIRES_ACTION' | 'PAID' | 'REFUNDED' | 'CANCELLED';
export type FulfillmentStatus = 'UNFULFILLED' | 'FULFILLED' | 'DELIVERED' | 'RETURNED';

export interface SeedOrderLine {
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  /** `quantity` × `unitPriceMinor`, before discount and tax. */
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  /** On `subtotalMinor` − `discountMinor`. */
  readonly taxMinor: number;
}

export interface SeedOrderTotals {
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  /** subtotal − discount + shipping + tax; the first, second and fourth are the sums over the lines. */
  readonly totalMinor: number;
}

export type SeedOrderEventKind =
  | 'ORDER_PLACED'
  | 'PAYMENT_SUCCEEDED'
  | 'ORDER_PROCESSING'
  | 'SHIPMENT_SENT'
  | 'SHIPMENT_DELIVERED'
  | 'ORDER_CANCELLED'
  | 'ORDER_RETURNED';

export interface SeedOrderEvent {
  readonly kind: SeedOrderEventKind;
  /** The order's status from `at` on. */
  readonly status: OrderStatus;
  readonly message: string;
  readonly at: Date;
}

export interface SeedShipment {
  readonly id: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly shippedAt: Date;
  readonly deliveredAt: Date | null;
}

/** An address as it was when the order was placed. */
export type SeedOrderAddress = Omit<SeedAddress, 'id' | 'isDefault'>;

export interface SeedOrder {
  readonly id: string;
  /** `SKD-` and eight digits, ascending with `createdAt`; the prefix keeps clear of numbers given in production. */
  readonly number: string;
  readonly userId: string;
  readonly email: string;
  readonly currency: Currency;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly fulfillmentStatus: FulfillmentStatus;
  /** Distinct variants. */
  readonly lines: readonly SeedOrderLine[];
  readonly totals: SeedOrderTotals;
  readonly shippingAddress: SeedOrderAddress;
  readonly billingAddress: SeedOrderAddress;
  /** One event for each status passed through, oldest first, beginning with PENDING and ending with `status`. */
  readonly timeline: readonly SeedOrderEvent[];
  /** One from SHIPPED on, else none. */
  readonly shipments: readonly SeedShipment[];
  readonly createdAt: Date;
  /** The time of the last event. */
  readonly updatedAt: Date;
}

export interface SeedInteraction {
  readonly userId: string;
  readonly type: 'VIEW' | 'CART' | 'PURCHASE' | 'REVIEW';
  readonly productId: string;
  /** null for VIEW and REVIEW, which concern the product as a whole. */
  readonly variantId: string | null;
  readonly at: Date;
}

export interface SeedPromotion {
  readonly id: string;
  readonly code: string;
  readonly description: string;
  /** Whole percent of the subtotal. */
  readonly percentOff: number;
  readonly isActive: boolean;
  readonly startsAt: Date;
  /** null: does not end. */
  readonly endsAt: Date | null;
}

/** How many rows each call yields; exact, and worked out without making a row. */
export interface WorldCounts {
  readonly users: number;
  readonly sellers: number;
  readonly categories: number;
  readonly brands: number;
  readonly products: number;
  readonly variants: number;
  readonly reviews: number;
  readonly warehouses: number;
  readonly stock: number;
  readonly orders: number;
  readonly orderLines: number;
  readonly interactions: number;
  readonly promotions: number;
}

/**
 * All seed data of one scale. Each call begins again and yields the same rows, one at a time; nothing large is kept.
 */
export interface World {
  readonly scale: WorldScale;
  readonly now: Date;
  readonly counts: WorldCounts;
  /** The admin, then the sellers, then the members. */
  users(): Iterable<SeedUser>;
  sellers(): Iterable<SeedSeller>;
  categories(): Iterable<SeedCategory>;
  brands(): Iterable<SeedBrand>;
  products(): Iterable<SeedProduct>;
  /** Grouped by product, in the products' order. */
  reviews(): Iterable<SeedReview>;
  warehouses(): Iterable<SeedWarehouse>;
  /** One row for each variant and warehouse. */
  stock(): Iterable<SeedStock>;
  /** Oldest first. */
  orders(): Iterable<SeedOrder>;
  /** What led to each paid order line, then one REVIEW per review, then views and carts without a purchase; not sorted by time. */
  interactions(): Iterable<SeedInteraction>;
  promotions(): Iterable<SeedPromotion>;
}
