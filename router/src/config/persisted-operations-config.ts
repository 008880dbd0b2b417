import { z } from 'zod';

/** A path, or `redis:<key>`: a string in Redis that holds the manifest. */
const manifest = z.string().min(1);

export const persistedOperationsConfig = z.strictObject({
  /**
   * Which operations run when there are manifests: `audit` all, and those that are not registered are logged and counted;
   * `allow-with-id` those sent by id, or as a text equal to a registered one; `only` those sent by id.
   */
  mode: z.enum(['audit', 'allow-with-id', 'only']).default('allow-with-id'),
  /** Together they are the safelist; without any, every operation runs. */
  manifests: z.array(manifest).default([]),
  /** How often manifests are looked at for changes, 10 to 3,600,000 ms. */
  pollMs: z.int().min(10).max(3_600_000).default(5_000),
});

export const partnersConfig = z
  .array(
    z.strictObject({
      name: z.string().min(1),
      /** SHA-256 of the key that is sent as `x-api-key`, hexadecimal. */
      apiKeySha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'),
      /** All that the partner may run. */
      manifest,
      /** A name of `contracts`: the graph that the partner's operations are validated against. */
      contract: z.string().min(1).optional(),
    }),
  )
  .refine((partners) => new Set(partners.map(({ name }) => name)).size === partners.length, 'has a name twice')
  .refine(
    (partners) => new Set(partners.map(({ apiKeySha256 }) => apiKeySha256)).size === partners.length,
    'has a key twice',
  );

export type PersistedOperationsConfig = Readonly<z.output<typeof persistedOperationsConfig>>;
export type PartnersConfig = Readonly<z.output<typeof partnersConfig>>;
