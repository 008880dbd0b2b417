import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../pipeline/outcome.js';
import { observeOperation } from './observe-operation.js';
import { RouterMetrics } from './router-metrics.js';

const OK: Outcome = { kind: 'answered', answer: { data: '{}' } };
const FAILED: Outcome = {
  kind: 'answered',
  answer: { data: 'null', errors: [{ message: 'no', extensions: {} } as any] },
};
const REFUSED: Outcome = { kind: 'refused', reason: 'limitExceeded', answer: { errors: [] } };

function linesAt(level: string, kind: string, outcome: Outcome): any[] {
  const lines: any[] = [];
  const logger = pino({ level }, { write: (line) => lines.push(JSON.parse(line)) });
  const engine: any = { metrics: new RouterMetrics(), logger };
  const request: any = { requestId: 'r', transport: 'http-post', client: {} };
  observeOperation(engine, request, { startedAt: 0, kind, name: 'Name', hooks: undefined }, outcome);
  return lines;
}

describe('the access log', () => {
  it('leaves out queries that went well', () => expect(linesAt('info', 'query', OK)).toEqual([]));

  it.each([
    ['a query with errors', 'query', FAILED, { outcome: 'errors' }],
    ['what is refused', 'unknown', REFUSED, { outcome: 'refused', reason: 'limitExceeded' }],
    ['a mutation', 'mutation', OK, { outcome: 'ok' }],
    ['a subscription', 'subscription', OK, { outcome: 'ok' }],
  ])('tells of %s', (_, operation, outcome, told) => {
    expect(linesAt('info', operation, outcome)).toMatchObject([
      { requestId: 'r', operation, operationName: 'Name', ...told },
    ]);
  });

  it('tells of every query at level debug', () => expect(linesAt('debug', 'query', OK)).toHaveLength(1));
});
