import { expect, it } from 'vitest';
import { Abandonment } from './abandonment.js';

it('calls each listener once, and not those that were removed', () => {
  const called: string[] = [];
  const removed = () => called.push('removed');
  const abandonment = new Abandonment();
  abandonment.addEventListener('abort', () => called.push('kept'));
  abandonment.addEventListener('abort', removed);
  abandonment.removeEventListener('abort', removed);
  expect(abandonment.aborted).toBe(false);
  abandonment.abort();
  abandonment.abort();
  expect([abandonment.aborted, called]).toEqual([true, ['kept']]);
});

it.each(['before', 'after'])('aborts the signal that was asked for %s it', (when) => {
  const abandonment = new Abandonment();
  if (when === 'after') abandonment.abort();
  const signal = abandonment.toSignal();
  abandonment.abort();
  expect(signal.aborted).toBe(true);
});
