import type { ProductsDependencies } from '../context.js';
import { findDrawing } from '../data/image.repository.js';

/** @returns a whole SVG document; null when the image is unknown or has no drawing */
export function readDrawing({ db }: Pick<ProductsDependencies, 'db'>, imageId: string): Promise<string | null> {
  return findDrawing(db, imageId);
}
