import { CURRENCIES, groupByKeys } from '@souk/subgraph-kit';
import { and, eq, inArray } from 'drizzle-orm';
import type { ShippingTariff } from '../domain/shipping-tariff.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { type RateRow, selectRates } from './shipping.repository.js';
import { shippingRates, shippingServices, shippingThresholds } from './tables.js';

/** Every service of these zones with all that it costs, by its option's id. One statement. @returns one list per zone, same order */
export async function findTariffs(db: CartsReader, zoneIds: readonly string[]): Promise<ShippingTariff[][]> {
  const rates = await selectRates(db, inArray(shippingServices.zone, [...zoneIds]));
  return groupByKeys(zoneIds, rates, ({ zone }) => zone).map((ofZone) => {
    const optionIds = [...new Set(ofZone.map(({ optionId }) => optionId))].sort();
    return groupByKeys(optionIds, ofZone, ({ optionId }) => optionId).flatMap(toTariff);
  });
}

/** Inserts the service, or writes it anew in all its parts. The zone must be locked. */
export async function saveTariff(tx: CartsTransaction, zone: string, tariff: ShippingTariff): Promise<void> {
  const { optionId, name, minDays, maxDays, prices } = tariff;
  await tx
    .insert(shippingServices)
    .values({ optionId, zone, name, minDays, maxDays })
    .onConflictDoUpdate({
      target: [shippingServices.optionId, shippingServices.zone],
      set: { name, minDays, maxDays },
    });
  await tx.delete(shippingRates).where(and(eq(shippingRates.zone, zone), eq(shippingRates.optionId, optionId)));
  await tx
    .delete(shippingThresholds)
    .where(and(eq(shippingThresholds.zone, zone), eq(shippingThresholds.optionId, optionId)));
  await tx
    .insert(shippingRates)
    .values(prices.flatMap(({ currency, bands }) => bands.map((band) => ({ optionId, zone, currency, ...band }))));
  const thresholds = prices.flatMap(({ currency, freeFromMinor }) =>
    freeFromMinor === null ? [] : [{ optionId, zone, currency, freeFromMinor }],
  );
  if (thresholds.length > 0) await tx.insert(shippingThresholds).values(thresholds);
}

/** @returns whether it was there */
export async function deleteTariff(tx: CartsTransaction, zone: string, optionId: string): Promise<boolean> {
  const deleted = await tx
    .delete(shippingServices)
    .where(and(eq(shippingServices.zone, zone), eq(shippingServices.optionId, optionId)))
    .returning({ optionId: shippingServices.optionId });
  return deleted.length > 0;
}

function toTariff(rates: readonly RateRow[]): ShippingTariff[] {
  const [first] = rates;
  if (!first) return [];
  const { optionId, name, minDays, maxDays } = first;
  const prices = CURRENCIES.flatMap((currency) => {
    const bands = rates.filter((rate) => rate.currency === currency);
    return bands[0] ? [{ currency, bands, freeFromMinor: bands[0].freeFromMinor }] : [];
  });
  return [{ optionId, name, minDays, maxDays, prices }];
}
