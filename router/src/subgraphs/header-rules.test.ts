import { expect, it } from 'vitest';
import { parseRouterConfig } from '../config/router-config.js';
import { ClientHeaders } from './client-headers.js';
import { headerRulesFor } from './header-rules.js';

const rules = (...toSubgraphs: { propagate: string }[]) =>
  headerRulesFor(parseRouterConfig({ headers: { toSubgraphs } }), 'things');

it('takes no credentials along by a prefix, nor headers of the connection or the router', () => {
  const received = new ClientHeaders({
    authorization: 'Bearer a',
    accept: '*/*',
    'accept-language': 'nl',
    cookie: 'a=b',
    connection: 'close',
    'x-router-context': 'forged',
    'x-request-id': 'forged',
    'x-tenant': 'acme',
  });
  const passed = rules({ propagate: 'a*' }, { propagate: 'c*' }, { propagate: 'x-*' }).headersFor({}, received);
  expect(passed).toEqual({ 'accept-language': 'nl', 'x-tenant': 'acme' });
});

it('lets what the router says win over what the client sent', () => {
  const received = new ClientHeaders({ traceparent: 'of the client' });
  const passed = rules({ propagate: 'traceparent' }).headersFor({ traceparent: 'of the router' }, received);
  expect(passed).toEqual({ traceparent: 'of the router' });
});
