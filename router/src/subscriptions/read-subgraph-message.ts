import { isRecord } from '../json-record.js';

/** What a subgraph may say in the subprotocol graphql-transport-ws. */
export type SubgraphMessage =
  | { readonly type: 'connection_ack' | 'ping' | 'pong' }
  | { readonly type: 'next' | 'error'; readonly id: string; readonly payload: string }
  | { readonly type: 'complete'; readonly id: string };

/** A `next` as graphql-ws and most others write it. */
const NEXT = /^\{"id":"([\w-]+)","type":"next","payload":/;

/**
 * Reads a message. A payload stays JSON text, as the subgraph wrote it where that can be had: numbers keep their digits.
 *
 * @returns undefined for what is no such message
 * Source: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function readSubgraphMessage(text: string): SubgraphMessage | undefined {
  const next = NEXT.exec(text);
  if (next?.[1]) {
    const payload = text.slice(next[0].length, -1);
    if (parse(payload) !== undefined && text.endsWith('}')) return { type: 'next', id: next[1], payload };
  }
  const message = parse(text);
  if (!isRecord(message)) return undefined;
  const { type, id, payload } = message;
  switch (type) {
    case 'connection_ack':
    case 'ping':
    case 'pong':
      return { type };
    case 'next':
      return typeof id === 'string' && payload !== undefined
        ? { type, id, payload: JSON.stringify(payload) }
        : undefined;
    case 'error':
      return typeof id === 'string' && Array.isArray(payload)
        ? { type, id, payload: JSON.stringify({ errors: payload }) }
        : undefined;
    case 'complete':
      return typeof id === 'string' ? { type, id } : undefined;
    default:
      return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
