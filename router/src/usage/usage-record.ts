import { z } from 'zod';

/** What an operation is: written once to a file, before the counts that name it. */
const operationRecord = z.object({
  kind: z.literal('operation'),
  signature: z.string(),
  name: z.string().optional(),
  type: z.enum(['query', 'mutation', 'subscription']),
  text: z.string(),
  coordinates: z.array(z.string()),
});

/** How often a client has asked for it since the record before, until `at`. */
const countRecord = z.object({
  kind: z.literal('count'),
  signature: z.string(),
  client: z.string().optional(),
  version: z.string().optional(),
  count: z.int().min(1),
  at: z.iso.datetime(),
});

/** One line of a usage file, as JSON. */
export const usageRecord = z.discriminatedUnion('kind', [operationRecord, countRecord]);

export type OperationRecord = z.infer<typeof operationRecord>;
export type CountRecord = z.infer<typeof countRecord>;
export type UsageRecord = z.infer<typeof usageRecord>;
