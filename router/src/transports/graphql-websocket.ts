import type { IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, parse } from 'graphql';
import { type Context, handleProtocols, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Engine } from '../engine.js';
import { type ClientError, clientError } from '../errors/client-error.js';
import { isRecord, type JsonRecord } from '../json-record.js';
import { handleOperation } from '../pipeline/index.js';
import type { Answer, Outcome } from '../pipeline/outcome.js';
import { requestIdFrom } from '../telemetry/request-id.js';
import { attachSocket, type SocketFacts } from './attach-socket.js';

/** The library looks into a document for an operation's kind. The pipeline has done that; every operation carries this one. */
const CARRIER = parse('{ __typename }');

const INIT_WAIT_MS = 3_000;

export interface GraphqlSockets {
  readonly server: WebSocketServer;
  /** Finishes the queries and mutations in flight, then tells every socket to go. */
  close(): Promise<void>;
  /** Cuts every socket off. */
  terminate(): void;
}

const GOING_AWAY = 1001;

/**
 * GraphQL over WebSocket: the subprotocol graphql-transport-ws, for subscriptions, queries and mutations.
 * Each operation goes through the pipeline by itself, so a token that expires during a socket's life stops working.
 */
export function createGraphqlSockets(engine: Engine): GraphqlSockets {
  const outcomes = new WeakMap<ExecutionArgs, Outcome>();
  const inFlight = new Set<Promise<Outcome>>();
  const protocol: Server<SocketFacts> = makeServer<JsonRecord, SocketFacts>({
    connectionInitWaitTimeout: INIT_WAIT_MS,
    onSubscribe: async (context, _id, payload) => {
      const pending = subscribe(engine, context, payload);
      inFlight.add(pending);
      const outcome = await pending.finally(() => inFlight.delete(pending));
      if (outcome.kind === 'refused') return errorsOf(outcome.answer);
      const args = { schema: engine.graph.supergraph.apiSchema, document: CARRIER };
      outcomes.set(args, outcome);
      return args;
    },
    execute: (args) => resultOf(outcomes.get(args)),
  });
  const server = new WebSocketServer({ noServer: true, maxPayload: engine.config.limits.bodyBytes, handleProtocols });
  server.on('connection', (socket, request: IncomingMessage) => attachSocket(protocol, socket, request, engine.logger));
  return {
    server,
    async close() {
      await Promise.allSettled(inFlight);
      // The answers are handed to the sockets before the next turn of the event loop.
      await setImmediate();
      for (const socket of server.clients) socket.close(GOING_AWAY, 'Going away');
    },
    terminate() {
      for (const socket of server.clients) socket.terminate();
    },
  };
}

/** Operations of one socket are limited in number, so that one connection cannot hold what many should. */
async function subscribe(
  engine: Engine,
  { connectionParams, extra, subscriptions }: Context<JsonRecord, SocketFacts>,
  payload: SubscribePayload,
): Promise<Outcome> {
  const requestId = requestIdFrom(undefined);
  const { operationsPerSocket } = engine.config.limits;
  if (Object.keys(subscriptions).length > operationsPerSocket) {
    const message = `A socket can hold at most ${operationsPerSocket} operations at a time`;
    const error = clientError({ reason: 'limitExceeded', message, requestId });
    return { kind: 'refused', reason: 'limitExceeded', answer: { errors: [error] } };
  }
  const parameters = isRecord(connectionParams) ? connectionParams : {};
  const name = text(parameters['apollographql-client-name']);
  const version = text(parameters['apollographql-client-version']);
  const address = extra.request.socket.remoteAddress;
  return handleOperation(engine, {
    parameters: payload,
    authorization:
      text(parameters.authorization) ?? text(parameters.Authorization) ?? extra.request.headers.authorization,
    cookie: extra.request.headers.cookie,
    client: { ...(name && { name }), ...(version && { version }), ...(address && { address }) },
    requestId,
    transport: 'websocket',
    signal: extra.gone,
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function resultOf(outcome: Outcome | undefined): ExecutionResult | AsyncIterable<ExecutionResult> {
  if (outcome?.kind === 'answered') return toResult(outcome.answer);
  if (outcome?.kind !== 'subscribed')
    throw new Error('The WebSocket library asked for an operation that was not prepared');
  const { answers } = outcome;
  const results: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      const { done, value } = await answers.next();
      return done ? { done: true, value: undefined } : { done: false, value: toResult(value) };
    },
    async return() {
      await answers.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}

function toResult({ data, errors }: Answer): ExecutionResult {
  return {
    ...(errors && { errors: errors.map((error) => new ShownError(error)) }),
    ...(data !== undefined && { data }),
  };
}

function errorsOf({ errors }: Answer): readonly GraphQLError[] {
  return (errors ?? []).map((error) => new ShownError(error));
}

/** The library sends what an error's `toJSON` returns. */
class ShownError extends GraphQLError {
  readonly #shown: ClientError;

  constructor(shown: ClientError) {
    super(shown.message);
    this.#shown = shown;
  }

  override toJSON(): ClientError {
    return this.#shown;
  }
}
