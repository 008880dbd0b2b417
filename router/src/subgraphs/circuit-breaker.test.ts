import { expect, it } from 'vitest';
import { CircuitBreaker, type CircuitState, type RequestResult } from './circuit-breaker.js';

const SETTINGS = { isEnabled: true, windowMs: 10_000, minRequests: 10, failurePercent: 50, openMs: 5_000 };

/** A breaker on a clock of its own. */
function startBreaker(settings: Partial<typeof SETTINGS> = {}) {
  const states: CircuitState[] = [];
  const breaker = new CircuitBreaker({ ...SETTINGS, ...settings }, (state) => states.push(state));
  let now = 1_000_000;
  const ask = (result: RequestResult) => {
    const passage = breaker.enter(now);
    if (passage) breaker.record(now, passage, result);
    return passage;
  };
  return {
    states,
    breaker,
    ask,
    askTimes: (times: number, result: RequestResult) => Array.from({ length: times }, () => ask(result)),
    pass: (ms: number) => {
      now += ms;
    },
    now: () => now,
  };
}

it('opens when enough requests of a window failed, and lets nothing through', () => {
  const { askTimes, ask, states } = startBreaker();
  askTimes(5, 'answered');
  askTimes(4, 'failed');
  expect(states).toEqual([]);
  expect(ask('failed')).toBe('regular');
  expect(states).toEqual(['open']);
  expect(ask('answered')).toBeUndefined();
});

it('stays closed for few requests, for few failures, and for those that say nothing', () => {
  const { askTimes, states } = startBreaker();
  askTimes(9, 'failed');
  askTimes(100, 'unknown');
  askTimes(91, 'answered');
  askTimes(80, 'failed');
  expect(states).toEqual([]);
});

it('forgets what has left the window, slice by slice', () => {
  const { askTimes, ask, pass, states } = startBreaker();
  askTimes(5, 'failed');
  pass(5_000);
  askTimes(4, 'failed');
  pass(5_000);
  // The first five are ten seconds old.
  expect(ask('failed')).toBe('regular');
  expect(states).toEqual([]);
  pass(60_000);
  askTimes(9, 'failed');
  expect(states).toEqual([]);
  ask('failed');
  expect(states).toEqual(['open']);
});

it('lets one request through after a while; its answer closes the circuit with a clean slate', () => {
  const { askTimes, ask, pass, now, breaker, states } = startBreaker();
  askTimes(10, 'failed');
  pass(4_999);
  expect(ask('answered')).toBeUndefined();
  pass(1);
  expect(breaker.enter(now())).toBe('probe');
  expect(breaker.enter(now())).toBeUndefined();
  breaker.record(now(), 'probe', 'answered');
  expect(states).toEqual(['open', 'half-open', 'closed']);
  askTimes(9, 'failed');
  expect(states.at(-1)).toBe('closed');
});

it('stays open for as long again when that request fails, and takes another when it came to nothing', () => {
  const { askTimes, ask, pass, states } = startBreaker();
  askTimes(10, 'failed');
  pass(5_000);
  expect(ask('failed')).toBe('probe');
  pass(4_999);
  expect(ask('answered')).toBeUndefined();
  pass(1);
  expect(ask('unknown')).toBe('probe');
  expect(ask('answered')).toBe('probe');
  expect(states.at(-1)).toBe('closed');
});

it('does not listen to what was sent before it opened', () => {
  const { askTimes, ask, breaker, pass, now, states } = startBreaker();
  const early = breaker.enter(now());
  askTimes(10, 'failed');
  pass(4_000);
  breaker.record(now(), early ?? 'probe', 'failed');
  expect(states).toEqual(['open']);
  pass(1_000);
  expect(ask('answered')).toBe('probe');
});
