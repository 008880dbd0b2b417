import { decodeCursor } from '@souk/subgraph-kit';
import { z } from 'zod';

const shape = z.tuple([z.uuid()]);

/** The id in a cursor of a list that is sorted by id; null without a cursor. @throws InvalidInputError */
export function idOfCursor(sort: string, after: string | null | undefined): string | null {
  if (!after) return null;
  const [id] = decodeCursor(sort, after, shape);
  return id;
}
