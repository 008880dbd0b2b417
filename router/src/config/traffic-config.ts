import { z } from 'zod';
import { headerRules } from './header-rules-config.js';

const percent = z.int().min(0).max(100);
const path = z.string().min(1);

const retry = z.strictObject({
  /** How often a query is sent again, 0–5. */
  attempts: z.int().min(0).max(5).optional(),
  /** Statuses without an answer that are worth another attempt. */
  statuses: z.array(z.int().min(400).max(599)).optional(),
  /** Of a subgraph's requests, how many may be attempts again; 0–100. */
  budgetPercent: percent.optional(),
});

const circuitBreaker = z.strictObject({
  isEnabled: z.boolean().optional(),
  /** Over which failures are counted, 1 s–10 min. */
  windowMs: z.int().min(1_000).max(600_000).optional(),
  /** Fewer requests in a window than these open no circuit. */
  minRequests: z.int().min(1).optional(),
  /** Of the requests of a window, 1–100. */
  failurePercent: percent.min(1).optional(),
  /** How long an open circuit lets nothing through, 100 ms–10 min. */
  openMs: z.int().min(100).max(600_000).optional(),
});

const tls = z.strictObject({
  /** PEM files. The authorities, in place of Node's own list. */
  caFile: path.optional(),
  certificateFile: path.optional(),
  keyFile: path.optional(),
  /** The name in the subgraph's certificate, when it is not that of its URL. */
  serverName: z.string().min(1).optional(),
});

/** Characters of a key that signs. */
export const MIN_KEY_LENGTH = 32;

const signingFields = z.strictObject({
  algorithm: z.literal('hmac-sha256'),
  /** Its UTF-8 bytes are the key. */
  key: z.string().min(MIN_KEY_LENGTH, `must have at least ${MIN_KEY_LENGTH} characters`).optional(),
  /** In its place: a file that has the key, read at the start. */
  keyFile: path.optional(),
  keyId: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be of letters, digits and _.:-')
    .default('router'),
  /** Covered with method, path, body and time, when a request has them. */
  headers: z
    .array(z.string().regex(/^[\w-]+$/, 'must be the name of a header'))
    .default(['x-request-id', 'x-router-context']),
});

const signing = signingFields.refine(
  ({ key, keyFile }) => (key === undefined) !== (keyFile === undefined),
  'must have either "key" or "keyFile"',
);

const traffic = {
  /** Requests a subgraph gets at a time, 1–10,000; over HTTP/1.1 also its connections. */
  maxInFlight: z.int().min(1).max(10_000).optional(),
  /** Requests that wait for their turn; one more fails at once. 0–100,000. */
  maxQueued: z.int().min(0).max(100_000).optional(),
  /** Equal queries that are under way together become one. */
  deduplicate: z.boolean().optional(),
  http2: z.boolean().optional(),
  retry: retry.optional(),
  circuitBreaker: circuitBreaker.optional(),
  tls: tls.optional(),
  signing: signing.optional(),
};

/** What holds for every subgraph that does not say otherwise. */
export const trafficConfig = z.strictObject(traffic);

/** The keys of one subgraph that are about its traffic. */
export const subgraphTrafficConfig = {
  ...traffic,
  /** Of a query, connecting included; default `deadlines.subgraphMs`. */
  deadlineMs: z.int().min(1).max(3_600_000).optional(),
  /** Default `subgraphResponseBytes`. */
  responseBytes: z.int().min(1).optional(),
  /** Applied after those for all subgraphs. */
  headers: headerRules.optional(),
};

export type TrafficConfig = z.output<typeof trafficConfig>;
