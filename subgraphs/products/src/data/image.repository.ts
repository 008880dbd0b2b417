import { eq } from 'drizzle-orm';
import type { Reader } from './database.js';
import { images } from './tables.js';

/** @returns a whole SVG document; null when the image is unknown or has no drawing */
export async function findDrawing(db: Reader, imageId: string): Promise<string | null> {
  const [image] = await db.select({ svg: images.svg }).from(images).where(eq(images.id, imageId));
  return image?.svg ?? null;
}
