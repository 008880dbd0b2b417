import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Logger } from 'pino';

type OnResult = Parameters<SpanExporter['export']>[1];

/** ExportResultCode.SUCCESS */
const SUCCESS = 0;

/** Says in the log when traces cannot be exported, and when they can be again; not at each attempt. */
export class ReportedExporter implements SpanExporter {
  readonly #inner: SpanExporter;
  readonly #logger: Logger;
  #isFailing = false;

  constructor(inner: SpanExporter, logger: Logger) {
    this.#inner = inner;
    this.#logger = logger;
  }

  export(spans: ReadableSpan[], onResult: OnResult): void {
    this.#inner.export(spans, (result) => {
      const isFailing = result.code !== SUCCESS;
      if (isFailing && !this.#isFailing) {
        this.#logger.warn({ error: result.error?.message }, 'Traces cannot be exported, and are dropped');
      }
      if (!isFailing && this.#isFailing) this.#logger.info('Traces can be exported again');
      this.#isFailing = isFailing;
      onResult(result);
    });
  }

  forceFlush(): Promise<void> {
    return this.#inner.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.#inner.shutdown();
  }
}
