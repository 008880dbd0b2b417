import { expect, it } from 'vitest';
import { catalogue } from '../fixtures/shop.js';
import { startFederation } from '../fixtures/start-federation.js';

it("does not let clients have a subgraph's own trace (ftv1), by whatever rule", async () => {
  const headers = { toSubgraphs: [{ propagate: 'apollo-*' }], toClient: [{ propagate: 'x-served-by' }] };
  const hooks = [{ onSubgraphRequest: () => ({ headers: { 'x-by-hook': 'yes' } }) }];
  await using federation = await startFederation([catalogue], { headers }, { hooks });
  const subgraph = federation.subgraphs.catalogue;
  const extensions = { ftv1: 'GgwI-trace' };
  const error = { message: 'Not today', path: ['products'], extensions: { code: 'CLOSED', ...extensions } };
  subgraph?.answerWith((response) =>
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ data: null, errors: [error], extensions })),
  );
  const asked = { 'apollo-federation-include-trace': 'ftv1', 'apollo-tenant': 'acme' };
  const { body } = await federation.ask('{ products { id } }', {}, asked);
  expect(body.errors).toMatchObject([{ extensions: { code: 'CLOSED' } }]);
  expect(JSON.stringify(body)).not.toContain('ftv1');
  expect(subgraph?.requests.at(-1)?.headers).toMatchObject({ 'apollo-tenant': 'acme', 'x-by-hook': 'yes' });
  expect(subgraph?.requests.at(-1)?.headers).not.toHaveProperty('apollo-federation-include-trace');
});

it('lets no hook ask for it', async () => {
  const hooks = [{ onSubgraphRequest: () => ({ headers: { 'Apollo-Federation-Include-Trace': 'ftv1' } }) }];
  await using federation = await startFederation([catalogue], {}, { hooks });
  const { body } = await federation.ask('{ products { id } }');
  expect(body.errors).toMatchObject([{ extensions: { ref: 'SYS_003' } }]);
  expect(federation.subgraphs.catalogue?.requests).toEqual([]);
});
