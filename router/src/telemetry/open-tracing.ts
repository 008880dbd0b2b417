import type { Logger } from 'pino';
import type { TracingConfig } from '../config/tracing-config.js';
import type { Tracing } from './tracing/tracing.js';

/** @returns undefined without an endpoint: then nothing of OpenTelemetry is loaded */
export async function openTracing(config: TracingConfig, logger: Logger): Promise<Tracing | undefined> {
  const { endpoint } = config;
  if (endpoint === undefined) return undefined;
  const { Tracing } = await import('./tracing/tracing.js');
  return new Tracing(config, endpoint, logger);
}
