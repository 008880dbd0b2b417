import { z } from 'zod';

const claimValue = z.union([z.string(), z.number(), z.boolean()]);

/** Claim name → the values of which the claim must be one, or, being a list, must have one. */
const requiredClaims = z
  .record(z.string().min(1), z.array(claimValue).min(1))
  .refine((claims) => Object.keys(claims).length > 0, 'must name at least one claim');

/**
 * `onDenied`: a field that the viewer may not have is null with an error, or costs the whole operation.
 * `policies`: name of a `@policy` → the claims that grant it, all of them. A policy that is not named here is the host's to
 * decide (`createRouter({ policies })`), and denied where there is none.
 */
export const authorization = z.strictObject({
  onDenied: z.enum(['null-and-error', 'reject']).default('null-and-error'),
  policies: z.record(z.string().min(1), requiredClaims).default({}),
});

export type AuthorizationConfig = Readonly<z.output<typeof authorization>>;
