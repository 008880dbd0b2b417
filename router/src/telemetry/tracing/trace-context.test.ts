import { describe, expect, it } from 'vitest';
import { readTraceContext, writeTraceContext } from './trace-context.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('a trace context', () => {
  it('is read and written', () => {
    const context = readTraceContext(`00-${TRACE}-${SPAN}-01`, 'rojo=00f067aa0ba902b7, congo=t61rcWkgMzE');
    expect(context).toMatchObject({ traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true });
    expect(context && writeTraceContext(context)).toEqual({
      traceparent: `00-${TRACE}-${SPAN}-01`,
      tracestate: 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
    });
  });

  it('is not sampled where it does not say so', () => {
    expect(readTraceContext(`00-${TRACE}-${SPAN}-00`, undefined)?.traceFlags).toBe(0);
  });

  it('keeps of the flags the one it knows', () => {
    const context = readTraceContext(`00-${TRACE}-${SPAN}-ff`, undefined);
    expect(context && writeTraceContext(context)).toEqual({ traceparent: `00-${TRACE}-${SPAN}-01` });
  });

  it('may be of a later version, with more behind it', () => {
    expect(readTraceContext(`cc-${TRACE}-${SPAN}-01-what-will-be`, undefined)?.traceId).toBe(TRACE);
  });

  it('loses a state that is not valid, or too long', () => {
    for (const state of ['=', 'x'.repeat(600), '']) {
      const context = readTraceContext(`00-${TRACE}-${SPAN}-01`, state);
      expect(context && writeTraceContext(context)).toEqual({ traceparent: `00-${TRACE}-${SPAN}-01` });
    }
  });

  it.each([
    undefined,
    '',
    7,
    [`00-${TRACE}-${SPAN}-01`],
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-01, 00-${TRACE}-${SPAN}-01`,
  ])('is none in %j', (traceparent) => {
    expect(readTraceContext(traceparent, 'a=b')).toBeUndefined();
  });
});
