import { z } from 'zod';

const milliseconds = z.int().min(1).max(3_600_000);

/**
 * How the supergraph is kept up to date.
 *
 * `watch`: whether a file is read again when it changes. `pollIntervalMs`: how often a URL is asked, and a watched file
 * looked at where the file system tells nothing. `deadlineMs` and `maxBytes`: for one answer of a URL. `bearerToken`: sent to
 * a URL.
 */
export const supergraphConfig = z.strictObject({
  watch: z.boolean().default(true),
  pollIntervalMs: milliseconds.default(10_000),
  deadlineMs: milliseconds.default(10_000),
  maxBytes: z.int().min(1).default(20_000_000),
  bearerToken: z.string().min(1).optional(),
});

/**
 * Before a new supergraph is used, the operations asked most often are planned for it: `operations` of them at most (0: none),
 * for `deadlineMs` at most.
 */
export const planWarmUpConfig = z.strictObject({
  operations: z.int().min(0).max(10_000).default(100),
  deadlineMs: milliseconds.default(5_000),
});
