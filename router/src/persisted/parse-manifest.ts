import { z } from 'zod';

/** Texts of operations by their ids. */
export type Manifest = ReadonlyMap<string, string>;

/** A manifest that cannot be used; the message is one sentence that says why. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly code = 'MANIFEST_INVALID';
}

const apolloSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
});
const plainSchema = z.record(z.string().min(1), z.string().min(1));

/**
 * Reads a manifest in Apollo's format, or the plain one of graphql-codegen's client preset and of Relay: an object of id → text.
 *
 * @throws ManifestError
 * Source: https://www.apollographql.com/docs/graphos/platform/security/persisted-queries#manifest-format,
 * https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#persisted-documents
 */
export function parseManifest(text: string): Manifest {
  const value = parseJson(text);
  const isApollos = typeof value === 'object' && value !== null && 'format' in value;
  const parsed = isApollos ? apolloSchema.safeParse(value) : plainSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ManifestError(`The manifest is wrong at "${issue?.path.join('.') ?? ''}": ${issue?.message}`);
  }
  return new Map(entriesOf(parsed.data).map(([id, body]) => [canonicalId(id), body]));
}

/** `sha256:` says how an id came about, and is left off by half of the tools. */
export function canonicalId(id: string): string {
  return id.startsWith('sha256:') ? id.slice('sha256:'.length) : id;
}

function entriesOf(
  manifest: z.output<typeof apolloSchema> | z.output<typeof plainSchema>,
): (readonly [string, string])[] {
  if (Array.isArray(manifest.operations)) return manifest.operations.map(({ id, body }) => [id, body] as const);
  return Object.entries(manifest).flatMap(([id, body]) => (typeof body === 'string' ? [[id, body] as const] : []));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ManifestError('The manifest is not JSON', { cause });
  }
}
