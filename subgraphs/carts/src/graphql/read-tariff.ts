import { InvalidInputError, isChargeable, requireInteger, requireText } from '@souk/subgraph-kit';
import { MAX_SHIPPING_DAYS } from '../domain/shipping.js';
import type { ShippingPrices, ShippingTariff } from '../domain/shipping-tariff.js';
import type { ShippingBandInput, ShippingPricesInput, ShippingServiceSetInput } from './shipping-service.inputs.js';

const OPTION_ID = /^[a-z0-9-]{1,40}$/;
const MAX_BANDS = 50;
const GRAMS = { min: 1, max: 100_000_000 };
const MAX_AMOUNT_MINOR = 100_000_000_000;

type Path = readonly string[];

/** @throws InvalidInputError */
export function readTariff(input: ShippingServiceSetInput): ShippingTariff {
  const minDays = requireInteger(input.minDays, ['input', 'minDays'], { min: 0, max: MAX_SHIPPING_DAYS });
  return {
    optionId: readOptionId(input.optionId),
    name: requireText(input.name, ['input', 'name'], { max: 100 }),
    minDays,
    maxDays: requireInteger(input.maxDays, ['input', 'maxDays'], { min: minDays, max: MAX_SHIPPING_DAYS }),
    prices: readPrices(input.prices, ['input', 'prices']),
  };
}

function readOptionId(optionId: string): string {
  if (OPTION_ID.test(optionId)) return optionId;
  throw new InvalidInputError('optionId must have 1–40 lower-case letters, digits and hyphens', ['input', 'optionId']);
}

function readPrices(prices: readonly ShippingPricesInput[], path: Path): ShippingPrices[] {
  if (prices.length === 0) throw new InvalidInputError('A service has a price in at least one currency', path);
  const currencies = prices.map(({ currency }) => currency);
  const twice = currencies.findIndex((currency, index) => currencies.indexOf(currency) < index);
  if (twice >= 0) throw new InvalidInputError('This currency comes twice', [...path, String(twice), 'currency']);
  return prices.map((price, index) => readPrice(price, [...path, String(index)]));
}

function readPrice({ currency, bands, freeFromMinorUnits = null }: ShippingPricesInput, path: Path): ShippingPrices {
  if (bands.length < 1 || bands.length > MAX_BANDS) {
    throw new InvalidInputError(`There must be 1–${MAX_BANDS} bands, got ${bands.length}`, [...path, 'bands']);
  }
  const freeFrom = [...path, 'freeFromMinorUnits'];
  return {
    currency,
    bands: bands.map((band, index) => {
      const heavierThan = bands[index - 1]?.upToGrams ?? 0;
      return readBand(band, { currency, heavierThan, path: [...path, 'bands', String(index)] });
    }),
    freeFromMinor:
      freeFromMinorUnits === null
        ? null
        : requireInteger(freeFromMinorUnits, freeFrom, { min: 1, max: MAX_AMOUNT_MINOR }),
  };
}

function readBand(
  { upToGrams, priceMinorUnits }: ShippingBandInput,
  { currency, heavierThan, path }: { currency: ShippingPrices['currency']; heavierThan: number; path: Path },
) {
  requireInteger(upToGrams, [...path, 'upToGrams'], GRAMS);
  if (upToGrams <= heavierThan) {
    throw new InvalidInputError(`Bands ascend: expected more than ${heavierThan}, got ${upToGrams}`, [
      ...path,
      'upToGrams',
    ]);
  }
  const at = [...path, 'priceMinorUnits'];
  requireInteger(priceMinorUnits, at, { min: 0, max: MAX_AMOUNT_MINOR });
  if (!isChargeable(priceMinorUnits, currency)) {
    throw new InvalidInputError(`No card can be charged this in ${currency}`, at);
  }
  return { upToGrams, priceMinor: priceMinorUnits };
}
