import { and, asc, desc, eq, gt, lt } from 'drizzle-orm';
import type { RecommendationsDatabase, Tx } from './database.js';
import { modelPieces, models } from './tables.js';

export type ModelRecord = typeof models.$inferSelect;

const PIECE_BYTES = 1_000_000;

/** The newest model's facts, without its bytes; undefined before the first training. */
export async function findNewestModel(tx: Tx): Promise<ModelRecord | undefined> {
  const [newest] = await tx.select().from(models).orderBy(desc(models.version)).limit(1);
  return newest;
}

/** Stores a model, and forgets all but the one before it. @returns its record */
export async function insertModel(
  { db }: RecommendationsDatabase,
  facts: Omit<ModelRecord, 'version'>,
  bytes: Uint8Array,
): Promise<ModelRecord> {
  return db.transaction(async (tx) => {
    const [record] = await tx.insert(models).values(facts).returning();
    if (!record) throw new Error('An insert returns its row');
    for (let position = 0; position * PIECE_BYTES < bytes.length; position += 1) {
      const piece = bytes.subarray(position * PIECE_BYTES, (position + 1) * PIECE_BYTES);
      await tx.insert(modelPieces).values({ version: record.version, position, bytes: piece });
    }
    const [previous] = await tx
      .select({ version: models.version })
      .from(models)
      .where(lt(models.version, record.version))
      .orderBy(desc(models.version))
      .limit(1);
    if (previous) await tx.delete(models).where(lt(models.version, previous.version));
    return record;
  });
}

/** @returns all of its bytes; empty when it was forgotten meanwhile. One statement a megabyte. */
export async function readModelBytes(tx: Tx, version: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for (let position = -1; ; ) {
    const [piece] = await tx
      .select()
      .from(modelPieces)
      .where(and(eq(modelPieces.version, version), gt(modelPieces.position, position)))
      .orderBy(asc(modelPieces.position))
      .limit(1);
    if (!piece) break;
    pieces.push(piece.bytes);
    position = piece.position;
  }
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
