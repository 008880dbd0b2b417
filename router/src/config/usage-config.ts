import { z } from 'zod';

/**
 * What clients use of the schema, counted for a schema check. `dir`: the folder the counts are written to, which several
 * routers may share; without it nothing is counted. `flushSeconds`: how often they are written, 1–3,600.
 */
export const usageConfig = z.strictObject({
  dir: z.string().min(1).optional(),
  flushSeconds: z.int().min(1).max(3_600).default(60),
});
