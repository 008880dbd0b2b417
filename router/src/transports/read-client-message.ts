import { isRecord, type JsonRecord } from '../json-record.js';

/** What a client may say in the subprotocol graphql-transport-ws. */
export type ClientMessage =
  | { readonly type: 'connection_init'; readonly payload: JsonRecord | undefined }
  | { readonly type: 'ping'; readonly payload: JsonRecord | undefined }
  | { readonly type: 'pong' }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: JsonRecord }
  | { readonly type: 'complete'; readonly id: string };

/**
 * @returns undefined for what is no such message; what is asked by a `subscribe` is not looked at
 * Source: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export function readClientMessage(text: string): ClientMessage | undefined {
  const message = parse(text);
  if (!isRecord(message)) return undefined;
  const { type, id, payload } = message;
  switch (type) {
    case 'connection_init':
    case 'ping':
      if (payload !== undefined && payload !== null && !isRecord(payload)) return undefined;
      return { type, payload: payload ?? undefined };
    case 'pong':
      return { type };
    case 'subscribe':
      return isId(id) && isRecord(payload) ? { type, id, payload } : undefined;
    case 'complete':
      return isId(id) ? { type, id } : undefined;
    default:
      return undefined;
  }
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
