import type { SeedRole } from '../types.js';

/** Of every seeded user. It satisfies the password rules: upper and lower case, a digit and a special character. */
export const DEMO_PASSWORD = 'Souk-demo-1';

/** One login that exists at every scale for each role. */
export const DEMO_LOGINS: Readonly<Record<SeedRole, string>> = {
  ADMIN: 'admin@souk.test',
  SELLER: 'seller@souk.test',
  MEMBER: 'member@souk.test',
};
