import { z } from 'zod';

const cost = z.number().min(0);

const budget = z
  .strictObject({
    /** A scope of the access token. */
    scope: z.string().min(1).optional(),
    /** A claim of the access token, and its value (or one of them, when the claim is a list). */
    claim: z
      .strictObject({ name: z.string().min(1), value: z.union([z.string(), z.number(), z.boolean()]) })
      .optional(),
    /** A name of `partners`. */
    partner: z.string().min(1).optional(),
    maxCost: cost,
  })
  .refine(
    ({ scope, claim, partner }) => [scope, claim, partner].filter((given) => given !== undefined).length === 1,
    'must have one of scope, claim and partner',
  );

export const demandConfig = z.strictObject({
  /** `measure` counts what operations cost, `enforce` refuses those that are too dear as well. */
  mode: z.enum(['off', 'measure', 'enforce']).default('off'),
  /** What an operation may cost, by estimate, for whom no budget is meant. */
  maxCost: cost.default(10_000),
  /** Items of a list that has no `@listSize`. */
  defaultListSize: z.int().min(0).default(10),
  /** The first that fits the viewer or partner holds. */
  budgets: z.array(budget).default([]),
  /** Whether answers tell `extensions.cost`. */
  inExtensions: z.boolean().default(false),
});

export type DemandConfig = Readonly<z.output<typeof demandConfig>>;
