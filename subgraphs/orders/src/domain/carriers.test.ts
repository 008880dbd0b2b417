import { expect, it } from 'vitest';
import { trackingUrl } from './carriers.js';

it('knows the page of a carrier, however its name is written', () => {
  expect(trackingUrl('UPS', '1Z 9&9')).toBe('https://www.ups.com/track?tracknum=1Z%209%269');
  expect(trackingUrl('Japan Post', '1')).toMatch(/reqCodeNo1=1$/);
});

it('has no page for a carrier it does not know', () => {
  expect(trackingUrl('Pigeon', '1')).toBeNull();
  expect(trackingUrl('constructor', '1')).toBeNull();
});
