/**
 * Clients of the router: a WebSocket each, with one subscription.
 *
 * Parent to child: `{ url, from, to }` subscribes to `sku-<from>` … `sku-<to - 1>`; `{}` asks what came since. Child to parent: `{}` when ready;
 * `{ open }` when all are subscribed; `{ latenciesMs, wrong, closed, example }`, where `wrong` are messages that are not the event of their
 * subscription and `closed` is how many sockets are no longer open.
 */
import { once } from 'node:events';
import WebSocket from 'ws';

/** At a time; more would queue in the router's backlog and say nothing of it. */
const OPENING = 50;

const sockets = [];
let received = nothing();

process.on('message', async ({ url, from, to }) => {
  if (url) {
    let next = from;
    const openAll = async () => {
      while (next < to) await subscribe(url, `sku-${next++}`);
    };
    await Promise.all(Array.from({ length: OPENING }, openAll));
    process.send({ open: sockets.length });
    return;
  }
  const closed = sockets.filter(({ readyState }) => readyState !== WebSocket.OPEN).length;
  process.send({ ...received, closed });
  received = nothing();
});
process.on('disconnect', () => process.exit());
process.send({});

function nothing() {
  return { latenciesMs: [], wrong: 0, example: undefined };
}

async function subscribe(url, sku) {
  const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
  sockets.push(socket);
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  const query = 'subscription Watch($sku: ID!) { stockChanged(sku: $sku) { sku pieces at } }';
  socket.on('message', (data) => receive(String(data), sku));
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { sku } } }));
}

function receive(text, sku) {
  const { type, payload } = JSON.parse(text);
  if (type === 'ping') return;
  const event = payload?.data?.stockChanged;
  if (type === 'next' && event?.sku === sku) {
    received.latenciesMs.push(Number(process.hrtime.bigint() - BigInt(event.at)) / 1e6);
    return;
  }
  received.wrong += 1;
  received.example ??= text.slice(0, 500);
}
