import { z } from 'zod';

/** Integer minor units: cents of USD, yen of JPY, fils of KWD. */
export const minorUnits = z.int();
export const currency = z.string().regex(/^[A-Z]{3}$/);

export const addressShape = z.object({
  recipient: z.string(),
  line1: z.string(),
  line2: z.string().nullable(),
  city: z.string(),
  region: z.string().nullable(),
  postalCode: z.string(),
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: z.string().nullable(),
});
export type AddressShape = z.infer<typeof addressShape>;

export const totalsShape = z.object({
  subtotalMinor: minorUnits,
  discountMinor: minorUnits,
  shippingMinor: minorUnits,
  taxMinor: minorUnits,
  totalMinor: minorUnits,
});
export type TotalsShape = z.infer<typeof totalsShape>;

/** What an order event says of one line. */
export const orderedLine = z.object({
  variantId: z.uuid(),
  productId: z.uuid(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int().positive(),
  unitPriceMinor: minorUnits,
});
export type OrderedLine = z.infer<typeof orderedLine>;

/** What every event about an order says, so that no listener must ask back. */
export const orderFacts = z.object({
  orderId: z.uuid(),
  number: z.string(),
  cartId: z.uuid().nullable(),
  /** null for a guest's order */
  userId: z.uuid().nullable(),
  email: z.string(),
  phone: z.string().nullable(),
  currency,
  totals: totalsShape,
  lines: z.array(orderedLine),
});
export type OrderFacts = z.infer<typeof orderFacts>;

/** What every event about a return says. */
export const returnFacts = orderFacts.extend({
  returnId: z.uuid(),
  returnedLines: z.array(z.object({ variantId: z.uuid(), name: z.string(), quantity: z.int().positive() })).min(1),
  /** for people: the buyer's reason, or the staff's answer */
  note: z.string().nullable(),
});
export type ReturnFacts = z.infer<typeof returnFacts>;
