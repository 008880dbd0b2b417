/**
 * A subgraph of subscriptions over graphql-ws: it keeps who listens to what, and sends events when it is told to.
 *
 * Parent to child: `{ events, perSecond }`; each event goes to one listener, picked in turn over all of them. Child to parent: `{ url }` when
 * ready, then `{ sent, listeners }` for each message.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

/** Neighbours in this order are far apart in the order in which they came. */
const STRIDE = 7919;

const listeners = new Map();
const http = createServer((_, response) => response.writeHead(404).end());
const server = new WebSocketServer({ server: http, handleProtocols: () => 'graphql-transport-ws' });
server.on('connection', (socket) => {
  const own = new Set();
  socket.on('message', (data) => {
    const { type, id, payload } = JSON.parse(String(data));
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    else if (type === 'ping') socket.send('{"type":"pong"}');
    else if (type === 'subscribe') {
      // The router is free to name its variable as it likes, or to write the value into the document.
      const sku = /sku-\d+/.exec(JSON.stringify(payload))[0];
      own.add(sku);
      listeners.set(sku, (event) => socket.send(`{"type":"next","id":${JSON.stringify(id)},"payload":${event}}`));
    }
  });
  socket.on('close', () => {
    for (const sku of own) listeners.delete(sku);
  });
});
await once(http.listen(0, '127.0.0.1'), 'listening');

process.on('message', async ({ events, perSecond }) => {
  process.send({ sent: await publish(events, perSecond), listeners: listeners.size });
});
process.on('disconnect', () => process.exit());
process.send({ url: `http://127.0.0.1:${http.address().port}/graphql` });

async function publish(events, perSecond) {
  const skus = [...listeners.keys()];
  const startedAt = performance.now();
  for (let sent = 0; sent < events; sent += 1) {
    const early = startedAt + (sent / perSecond) * 1000 - performance.now();
    if (early > 1) await wait(early);
    const sku = skus[(sent * STRIDE) % skus.length];
    // Monotonic and the same in all processes of a machine.
    const at = String(process.hrtime.bigint());
    listeners.get(sku)?.(JSON.stringify({ data: { stockChanged: { __typename: 'Stock', sku, pieces: sent, at } } }));
  }
  return events;
}
