import type { JsonRecord } from '../json-record.js';
import { RouterConfigError } from './router-config.js';

type Environment = Readonly<Record<string, string | undefined>>;

const TRACES_PATH = 'v1/traces';

/**
 * What the standard variables say of tracing, as keys of `tracing`; an `endpoint` of undefined switches it off. The exporter
 * reads the others by itself: its headers, certificates, compression and time-out, and the sizes of batches.
 *
 * @throws RouterConfigError    names the variable
 * Source: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/,
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function tracingFromEnvironment(env: Environment): JsonRecord {
  return {
    ...(env.OTEL_SERVICE_NAME && { serviceName: env.OTEL_SERVICE_NAME }),
    ...(env.OTEL_TRACES_SAMPLER && { sampler: env.OTEL_TRACES_SAMPLER }),
    ...(env.OTEL_TRACES_SAMPLER_ARG && { sampleRatio: readRatio(env.OTEL_TRACES_SAMPLER_ARG) }),
    ...endpointOf(env),
  };
}

function endpointOf(env: Environment): JsonRecord {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || readExporter(env) === 'none') return { endpoint: undefined };
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || belowBase(env.OTEL_EXPORTER_OTLP_ENDPOINT);
  if (!endpoint) return {};
  checkProtocol(env);
  return { endpoint };
}

function belowBase(base: string | undefined): string | undefined {
  return base && `${base}${base.endsWith('/') ? '' : '/'}${TRACES_PATH}`;
}

function readExporter({ OTEL_TRACES_EXPORTER: name }: Environment): string | undefined {
  if (!name || name === 'otlp' || name === 'none') return name;
  throw new RouterConfigError(`OTEL_TRACES_EXPORTER must be otlp or none, got "${name}"`);
}

/** JSON is what is sent; whoever takes protobuf over HTTP takes that too, at the same port. */
function checkProtocol(env: Environment): void {
  for (const name of ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL']) {
    const protocol = env[name];
    if (!protocol) continue;
    if (protocol === 'http/json' || protocol === 'http/protobuf') return;
    throw new RouterConfigError(`${name} must be http/json or http/protobuf, got "${protocol}"`);
  }
}

function readRatio(text: string): number {
  const ratio = Number(text);
  if (ratio >= 0 && ratio <= 1) return ratio;
  throw new RouterConfigError(`OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, got "${text}"`);
}
