import { z } from 'zod';

/**
 * Headers that speak of one connection or one message (RFC 9110, section 7.6.1), and those that are the router's to say or
 * to leave unsaid: no rule sets them.
 */
const RESERVED = new Set([
  'accept',
  'accept-encoding',
  // A subgraph that is asked for its trace (ftv1) tells how it works inside, and takes longer for it.
  'apollo-federation-include-trace',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
  'x-router-context',
]);

/** Credentials: passed on when a rule names them in full, never by a prefix. */
const NAMED_IN_FULL_ONLY = new Set(['authorization', 'cookie', 'set-cookie']);

const NAME = /^[!#$%&'+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e]*$/;

const headerName = z
  .string()
  .regex(NAME, 'must be the name of a header')
  .toLowerCase()
  .refine((name) => !RESERVED.has(name), 'names a header that no rule can set');

const namePrefix = z
  .string()
  .regex(/^[\w-]+\*$/, 'must be the name of a header, or a prefix and *')
  .toLowerCase();

const headerValue = z.string().regex(VALUE, 'must be of printable ASCII');

const toSubgraphFields = z
  .strictObject({
    propagate: z.union([headerName, namePrefix], 'must be the name of a header that a rule can set'),
    /** The name the subgraph gets it by; not with a prefix. */
    rename: headerName,
    /** Sent when the client sent none; not with a prefix. */
    default: headerValue,
    insert: headerName,
    value: headerValue,
    remove: headerName,
  })
  .partial();

const toSubgraph = toSubgraphFields.refine(
  isToSubgraphRule,
  'must be { propagate, rename?, default? }, { propagate: "prefix*" }, { insert, value } or { remove }',
);

const toClient = z.array(
  z.strictObject({
    propagate: headerName,
    /** Of several subgraphs that send it, in the order of their answers. */
    merge: z.enum(['first', 'last', 'append']).default('last'),
  }),
);

/** Which headers pass from clients to subgraphs, and back. */
export const headerRules = z.strictObject({
  toSubgraphs: z.array(toSubgraph).default([]),
  toClient: toClient.default([]),
});

export type ToSubgraphRule = z.output<typeof toSubgraphFields>;
export type ToClientRule = z.output<typeof toClient>[number];

/** Whether a prefix may take this header along. */
export function isPropagatedByPrefix(name: string): boolean {
  return !RESERVED.has(name) && !NAMED_IN_FULL_ONLY.has(name);
}

/** Whether a host may set a header: as a rule may. `name` in lower case. */
export function isSettableHeader(name: string, value: string): boolean {
  return NAME.test(name) && !RESERVED.has(name) && VALUE.test(value);
}

function isToSubgraphRule({ propagate, insert, value, remove, ...options }: ToSubgraphRule): boolean {
  const isPlain = Object.keys(options).length === 0;
  if (propagate) return !(insert || value || remove) && (isPlain || !propagate.endsWith('*'));
  if (insert) return value !== undefined && !remove && isPlain;
  return remove !== undefined && value === undefined && isPlain;
}
