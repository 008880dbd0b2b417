import { resourceMissing } from '../errors.js';

interface Paging {
  readonly limit: number;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

export type CreatedFilter =
  | number
  | { gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined };

interface Listed {
  readonly id: string;
  readonly object: string;
}

/**
 * One page of a list.
 *
 * @param newestFirst    all objects that pass the list's filters
 * @throws StripeApiError    400 when the object to continue from is not among them
 * Source: https://docs.stripe.com/api/pagination
 */
export function listPage<T extends Listed>(newestFirst: readonly T[], paging: Paging, url: string) {
  const { limit, starting_after, ending_before } = paging;
  if (ending_before !== undefined) {
    const end = indexOf(newestFirst, ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: newestFirst.slice(start, end), has_more: start > 0, url };
  }
  const start = starting_after === undefined ? 0 : indexOf(newestFirst, starting_after, 'starting_after') + 1;
  const end = start + limit;
  return { object: 'list', data: newestFirst.slice(start, end), has_more: end < newestFirst.length, url };
}

export function isCreatedWithin(created: number, filter: CreatedFilter | undefined): boolean {
  if (filter === undefined) return true;
  if (typeof filter === 'number') return created === filter;
  const { gt = -1, gte = 0, lt = Number.POSITIVE_INFINITY, lte = Number.POSITIVE_INFINITY } = filter;
  return created > gt && created >= gte && created < lt && created <= lte;
}

function indexOf(objects: readonly Listed[], id: string, param: string): number {
  const index = objects.findIndex((object) => object.id === id);
  if (index < 0) throw resourceMissing(objects[0]?.object ?? 'object', id, { param, status: 400 });
  return index;
}
