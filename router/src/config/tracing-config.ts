import { z } from 'zod';

/** By the names of the OpenTelemetry specification (OTEL_TRACES_SAMPLER). */
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Traces of requests, sent to an OpenTelemetry collector. */
export const tracingConfig = z.strictObject({
  /** Where OTLP/HTTP takes traces, path included: `http://collector:4318/v1/traces`. Without it nothing is traced. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Default: `service.name` of OTEL_RESOURCE_ATTRIBUTES, else `router`. */
  serviceName: z.string().min(1).optional(),
  /** Those whose names begin with `parentbased` do as the parent says where there is one. */
  sampler: z.enum(SAMPLERS).default('parentbased_traceidratio'),
  /** Of traces that begin here, 0–1; for the samplers with a ratio. */
  sampleRatio: z.number().min(0).max(1).default(1),
  /**
   * What the `traceparent` of a client is taken for. `link`: its request is a new trace, which points at the client's.
   * `parent`: it goes on with the client's trace, and is sampled as the client says.
   */
  clientContext: z.enum(['link', 'parent']).default('link'),
});

export type TracingConfig = z.output<typeof tracingConfig>;
