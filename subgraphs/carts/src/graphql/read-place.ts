import { InvalidInputError, requireText } from '@souk/subgraph-kit';

const CODE = /^[A-Z0-9-]{1,10}$/;
const MAX_NAME = 100;

/** A part of a country, as the tables have it: both empty is the whole. */
export interface Region {
  readonly region: string;
  readonly regionName: string;
}

/** @throws InvalidInputError  also for a name without a code */
export function readRegion(
  { region, regionName }: { region?: string | null; regionName?: string | null },
  path: readonly string[],
): Region {
  const read = {
    region: readRegionCode(region ?? '', [...path, 'region']),
    regionName: readRegionName(regionName ?? '', [...path, 'regionName']),
  };
  if (read.region !== '' || read.regionName === '') return read;
  throw new InvalidInputError('A name needs the code of its region', [...path, 'regionName']);
}

/** Upper-case; empty stays empty. @throws InvalidInputError */
export function readRegionCode(region: string, path: readonly string[]): string {
  return readCode(region.trim(), path);
}

/** @throws InvalidInputError */
export function readRegionName(name: string, path: readonly string[]): string {
  return requireText(name, path, { min: 0, max: MAX_NAME });
}

/** Upper-case, without spaces, as postal codes are compared; empty stays empty. @throws InvalidInputError */
export function readPostalPrefix(prefix: string, path: readonly string[]): string {
  return readCode(prefix.replace(/\s/g, ''), path);
}

function readCode(text: string, path: readonly string[]): string {
  const code = text.toUpperCase();
  if (code === '' || CODE.test(code)) return code;
  throw new InvalidInputError(`${path.join('.')} must have at most 10 letters, digits and hyphens`, path);
}
