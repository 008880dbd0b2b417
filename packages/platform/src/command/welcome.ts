import { DEMO_LOGINS, DEMO_PASSWORD } from '@souk/demo-world';
import type { Platform } from '../start-platform.js';

export interface WelcomeFacts {
  readonly platform: Platform;
  readonly redis: string;
  /** Whether the seeded people can log in. */
  readonly hasLogins: boolean;
}

/** The one screen of a Souk that is ready. */
export function welcome({ platform, redis, hasLogins }: WelcomeFacts): string {
  const { routerUrl, subgraphs, simulator, partnerApiKey } = platform;
  const logins = Object.entries(DEMO_LOGINS).map(([role, email]) => `${email} (${role.toLowerCase()})`);
  const rows: [string, string][] = [
    ['GraphQL', `${routerUrl}/graphql`],
    ['Explorer', `${routerUrl}/`],
    ...(hasLogins ? logins.map((login, index): [string, string] => [index === 0 ? 'Log in as' : '', login]) : []),
    ...(hasLogins ? [['Password', DEMO_PASSWORD] satisfies [string, string]] : []),
    ['Partner key', partnerApiKey],
    ['Mail and SMS', `${subgraphs.users.url}/dev/inbox`],
    ...(simulator ? payments(simulator.url) : [['Payments', 'Stripe'] satisfies [string, string]]),
    ['Redis', redis],
  ];
  const lines = rows.map(([label, text]) => `  ${label.padEnd(14)}${text}`);
  return ['', 'Souk is open.', '', ...lines, '', 'Ctrl-C stops everything.', ''].join('\n');
}

function payments(url: string): [string, string][] {
  return [
    ['Payments', `${url}/ (Stripe simulator)`],
    ['Test cards', 'pm_card_visa pays, pm_card_chargeDeclined is declined,'],
    ['', 'pm_card_authenticationRequired asks for 3-D Secure'],
  ];
}
