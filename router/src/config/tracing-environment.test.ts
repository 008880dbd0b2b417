import { describe, expect, it } from 'vitest';
import { readRouterConfig } from './read-router-config.js';

const tracingOf = (env: Record<string, string | undefined>) => readRouterConfig({ env }).tracing;
const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

describe('the variables of OpenTelemetry', () => {
  it('trace nothing when none is set', () => {
    expect(tracingOf({})).toEqual({
      sampler: 'parentbased_traceidratio',
      sampleRatio: 1,
      clientContext: 'link',
    });
  });

  it('name the collector, for all signals or for traces', () => {
    expect(tracingOf(ENDPOINT).endpoint).toBe('http://collector:4318/v1/traces');
    expect(tracingOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector/otlp/' }).endpoint).toBe(
      'http://collector/otlp/v1/traces',
    );
    const traces = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in' };
    expect(tracingOf({ ...ENDPOINT, ...traces }).endpoint).toBe('https://traces.example/in');
  });

  it('name the service and the sampler', () => {
    const env = { OTEL_SERVICE_NAME: 'shop', OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' };
    expect(tracingOf(env)).toMatchObject({ serviceName: 'shop', sampler: 'traceidratio', sampleRatio: 0.25 });
  });

  it.each([{ OTEL_SDK_DISABLED: 'TRUE' }, { OTEL_TRACES_EXPORTER: 'none' }])('switch tracing off by %j', (off) => {
    expect(tracingOf({ ...ENDPOINT, ...off }).endpoint).toBeUndefined();
  });

  it.each([
    [{ OTEL_TRACES_SAMPLER_ARG: '50%' }, 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, got "50%"'],
    [{ OTEL_TRACES_EXPORTER: 'zipkin' }, 'OTEL_TRACES_EXPORTER must be otlp or none, got "zipkin"'],
    [{ OTEL_TRACES_SAMPLER: 'sometimes' }, 'Configuration "tracing.sampler" is wrong'],
    [
      { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      'OTEL_EXPORTER_OTLP_PROTOCOL must be http/json or http/protobuf, got "grpc"',
    ],
  ])('are refused with a sentence: %j', (env, message) => {
    expect(() => tracingOf(env)).toThrow(message);
  });

  it('may say grpc for other signals than traces, and for those who do not trace', () => {
    const other = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    expect(tracingOf(other).endpoint).toBeUndefined();
    expect(
      tracingOf({ ...ENDPOINT, ...other, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' }).endpoint,
    ).toBeDefined();
  });
});
