import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';
import type { TracingConfig } from '../../config/tracing-config.js';
import { ReportedExporter } from './reported-exporter.js';

/** Names in operations are the clients': some are longer than anybody reads. */
const MAX_ATTRIBUTE_LENGTH = 256;

/** The SDK, set up for one router; nothing of it is global, for several may live in one process. */
export function createTracerProvider(config: TracingConfig, url: string, logger: Logger): BasicTracerProvider {
  const exporter = new ReportedExporter(new OTLPTraceExporter({ url }), logger);
  return new BasicTracerProvider({
    resource: resourceOf(config),
    sampler: samplerOf(config),
    spanLimits: { attributeValueLengthLimit: MAX_ATTRIBUTE_LENGTH },
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
}

/** Who says something later in this line wins: the default, OTEL_RESOURCE_ATTRIBUTES, the configuration. */
function resourceOf({ serviceName }: TracingConfig): Resource {
  const named = resourceFromAttributes({ 'service.name': 'router' }).merge(
    detectResources({ detectors: [envDetector] }),
  );
  return serviceName === undefined ? named : named.merge(resourceFromAttributes({ 'service.name': serviceName }));
}

function samplerOf({ sampler, sampleRatio }: TracingConfig): Sampler {
  switch (sampler) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(sampleRatio);
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampleRatio) });
  }
}
