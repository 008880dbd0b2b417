/**
 * Mercurius' gateway with its JIT, in a package of its own: it cannot print its documents with graphql 16.15. It asks the subgraphs for their
 * schemas. Arguments: their URLs by name as JSON, the port.
 */
import mercuriusGateway from '@mercuriusjs/gateway';
import Fastify from 'fastify';

const [urls, port] = process.argv.slice(2);
const services = Object.entries(JSON.parse(urls)).map(([name, url]) => ({ name, url }));
const app = Fastify();
app.register(mercuriusGateway, { gateway: { services }, jit: 1 });
await app.listen({ host: '127.0.0.1', port: Number(port) });
