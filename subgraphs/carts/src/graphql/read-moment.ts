import { InvalidInputError } from '@souk/subgraph-kit';

/**
 * PostgreSQL knows no year 0, and reads no year of more than four digits as JavaScript writes it.
 *
 * @param field  of the input
 * @throws InvalidInputError
 */
export function readMoment<Given extends Date | null | undefined>(moment: Given, field: string): Given {
  if (moment == null) return moment;
  const year = moment.getUTCFullYear();
  if (year >= 1970 && year <= 9999) return moment;
  throw new InvalidInputError(`input.${field} must be in the years 1970–9999`, ['input', field]);
}
