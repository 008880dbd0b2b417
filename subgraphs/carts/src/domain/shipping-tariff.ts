import type { Currency } from '@souk/subgraph-kit';
import type { ShippingService } from './shipping.js';

export interface KeptShippingZone {
  readonly id: string;
  /** for admins */
  readonly name: string;
}

/** What a service costs in one currency. */
export interface ShippingPrices extends Pick<ShippingService, 'bands' | 'freeFromMinor'> {
  readonly currency: Currency;
}

/** A service of one zone as an admin decides it; in other currencies it is not offered. */
export interface ShippingTariff extends Pick<ShippingService, 'optionId' | 'name' | 'minDays' | 'maxDays'> {
  readonly prices: readonly ShippingPrices[];
}
