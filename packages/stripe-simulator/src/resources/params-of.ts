import type { z } from 'zod';

/** A parser for some of the parameters of Stripe's; a name Stripe does not have fails to compile. */
export type ParamsOf<Params> = { readonly [Name in Exclude<keyof Params, 'expand'>]?: z.ZodType };
