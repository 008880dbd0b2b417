import { expect, it } from 'vitest';
import { NEXT_STATUSES, RESERVATION_STATUSES, statusesBefore } from './reservation-status.js';

it('reads the table backwards as it reads forwards', () => {
  for (const next of RESERVATION_STATUSES) {
    for (const status of RESERVATION_STATUSES) {
      expect(statusesBefore(next).includes(status)).toBe(NEXT_STATUSES[status].includes(next));
    }
  }
});

it('holds anew only what ended without being paid or cancelled', () => {
  expect(statusesBefore('HELD')).toEqual(['RELEASED', 'EXPIRED']);
});
