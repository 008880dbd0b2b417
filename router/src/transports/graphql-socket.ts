import type { IncomingHttpHeaders } from 'node:http';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Engine } from '../engine.js';
import { clientError } from '../errors/client-error.js';
import type { JsonRecord } from '../json-record.js';
import { handleOperation } from '../pipeline/index.js';
import type { Answer, Outcome } from '../pipeline/outcome.js';
import { requestIdFrom } from '../telemetry/request-id.js';
import { errorsTextOf, textOf } from './answer-text.js';
import { senderFacts } from './client-facts.js';
import { type ClientMessage, readClientMessage } from './read-client-message.js';

/** What is kept of the request that a socket began with. */
export interface Handshake {
  readonly headers: IncomingHttpHeaders;
  readonly address: string | undefined;
  /** Of the path it was opened at. */
  readonly contract: string | undefined;
}

/** Calls whoever waits for an operation's outcome; the router's end waits for it too. */
export type TrackOutcome = (pending: Promise<Outcome>) => Promise<Outcome>;

const INIT_WAIT_MS = 3_000;
const INTERNAL_ERROR = 1011;
/** What may lie in a socket before its subscriptions wait for the reader. */
const MAX_BUFFERED_BYTES = 16_384;

/**
 * One client's WebSocket, in the subprotocol graphql-transport-ws. Each operation goes through the pipeline by itself, and
 * ends with the client's `complete` and with the socket. A peer that does not answer a ping until the next is cut off.
 *
 * Written out, for the server of graphql-ws takes answers as objects only, and does not let go of a subscription whose
 * `complete` comes while it is being made.
 * Source: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
 */
export class GraphqlSocket {
  readonly #engine: Engine;
  readonly #socket: WebSocket;
  readonly #handshake: Handshake;
  readonly #track: TrackOutcome;
  readonly #operations = new Map<string, AbortController>();
  readonly #initTimer: NodeJS.Timeout;
  /** What the client said of itself; undefined until it has. */
  #parameters: JsonRecord | undefined;
  #isAlive = true;

  constructor(engine: Engine, socket: WebSocket, handshake: Handshake, track: TrackOutcome) {
    this.#engine = engine;
    this.#socket = socket;
    this.#handshake = handshake;
    this.#track = track;
    this.#initTimer = setTimeout(
      () => socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
      INIT_WAIT_MS,
    );
    const stopHeartbeat = engine.subscriptions.heartbeat.add(() => this.#ping());
    socket.on('message', (data) => this.#read(String(data)));
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    // A peer that breaks the protocol or sends too much: the library closes the socket with the right code.
    socket.on('error', (error) => engine.logger.debug({ error: error.message }, 'WebSocket error'));
    socket.once('close', () => {
      stopHeartbeat();
      clearTimeout(this.#initTimer);
      for (const operation of this.#operations.values()) operation.abort();
      this.#operations.clear();
    });
  }

  #read(text: string): void {
    // What comes behind the message that closed the socket.
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const message = readClientMessage(text);
    if (message) this.#obey(message);
    else this.#socket.close(CloseCode.BadRequest, 'Invalid message received');
  }

  #obey(message: ClientMessage): void {
    switch (message.type) {
      case 'connection_init':
        this.#acknowledge(message.payload);
        break;
      case 'ping':
        this.#socket.send(JSON.stringify({ type: 'pong', payload: message.payload }));
        break;
      case 'pong':
        break;
      case 'subscribe':
        this.#subscribe(message.id, message.payload);
        break;
      case 'complete':
        this.#operations.get(message.id)?.abort();
        this.#operations.delete(message.id);
    }
  }

  #acknowledge(payload: JsonRecord = {}): void {
    if (this.#parameters) {
      this.#socket.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
      return;
    }
    clearTimeout(this.#initTimer);
    this.#parameters = payload;
    this.#socket.send('{"type":"connection_ack"}');
  }

  #subscribe(id: string, payload: JsonRecord): void {
    if (!this.#parameters) {
      this.#socket.close(CloseCode.Unauthorized, 'Unauthorized');
      return;
    }
    if (this.#operations.has(id)) {
      this.#socket.close(CloseCode.SubscriberAlreadyExists, 'Subscriber already exists');
      return;
    }
    const { operationsPerSocket } = this.#engine.config.limits;
    if (this.#operations.size >= operationsPerSocket) {
      const message = `A socket can hold at most ${operationsPerSocket} operations at a time`;
      const error = clientError({ reason: 'limitExceeded', message, requestId: requestIdFrom(undefined) });
      void this.#send(`{"id":${JSON.stringify(id)},"type":"error","payload":${JSON.stringify([error])}}`);
      return;
    }
    const operation = new AbortController();
    this.#operations.set(id, operation);
    this.#run(id, payload, operation.signal)
      .catch((error) => {
        this.#engine.logger.error({ err: error }, 'A WebSocket message broke the router');
        this.#socket.close(INTERNAL_ERROR, 'Internal server error');
      })
      .finally(() => {
        if (this.#operations.get(id) === operation) this.#operations.delete(id);
      });
  }

  async #run(id: string, payload: JsonRecord, signal: AbortSignal): Promise<void> {
    const shownId = JSON.stringify(id);
    const requestId = requestIdFrom(undefined);
    using trace = this.#engine.tracing?.beginMessage(payload, requestId);
    const outcome = await this.#track(
      handleOperation(this.#engine, {
        ...senderFacts(this.#handshake.headers, this.#handshake.address, this.#parameters),
        contract: this.#handshake.contract,
        parameters: payload,
        requestId,
        transport: 'websocket',
        takesStream: true,
        signal,
        trace,
      }),
    );
    if (outcome.kind === 'subscribed') await this.#sendAll(shownId, outcome.answers);
    if (signal.aborted) return;
    if (outcome.kind === 'refused') {
      return this.#send(`{"id":${shownId},"type":"error","payload":${errorsTextOf(outcome.answer)}}`);
    }
    if (outcome.kind === 'answered') void this.#sendNext(shownId, outcome.answer);
    await this.#send(`{"id":${shownId},"type":"complete"}`);
  }

  /** The pipeline ends the answers with the operation's signal. */
  async #sendAll(shownId: string, answers: AsyncIterableIterator<Answer>): Promise<void> {
    for await (const answer of answers) await this.#sendNext(shownId, answer);
  }

  #sendNext(shownId: string, answer: Answer): Promise<void> | undefined {
    return this.#send(`{"id":${shownId},"type":"next","payload":${textOf(answer)}}`);
  }

  /** @returns what ends when the reader has taken what lies in the socket; undefined while that is little */
  #send(text: string): Promise<void> | undefined {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return undefined;
    if (socket.bufferedAmount <= MAX_BUFFERED_BYTES) {
      socket.send(text);
      return undefined;
    }
    // A failed write is followed by the socket's close, which ends everything that would write again.
    return new Promise((resolve) => socket.send(text, () => resolve()));
  }

  #ping(): void {
    if (!this.#isAlive) {
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    this.#socket.ping();
  }
}
