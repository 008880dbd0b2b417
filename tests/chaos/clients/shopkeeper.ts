import { randomUUID } from 'node:crypto';
import type { ClientLog, Outcome } from './client-log.js';
import { LoggedClient } from './logged-client.js';

const ERRORS = 'userErrors { code message }';
const SEND = `mutation ($input: OrderFulfillInput!) { done: orderFulfill(input: $input) { shipment { id } ${ERRORS} } }`;
const ARRIVED = `mutation ($input: ShipmentDeliverInput!) {
  done: shipmentDeliver(input: $input) { shipment { id } ${ERRORS} } }`;
const DROP = `mutation ($input: OrderRefundInput!) { done: orderRefund(input: $input) { refund { id } ${ERRORS} } }`;
const REQUEST = `mutation ($input: ReturnRequestInput!) { done: returnRequest(input: $input) { returns { id } ${ERRORS} } }`;
const IMPORT = `mutation ($input: StockImportInput!) { done: stockImportStart(input: $input) { import { id } ${ERRORS} } }`;

/** What may be done with a return once it was asked for. */
const STEPS = {
  withdraw: step('returnWithdraw', 'ReturnWithdrawInput'),
  approve: step('returnApprove', 'ReturnApproveInput'),
  reject: step('returnReject', 'ReturnRejectInput'),
  receive: step('returnReceive', 'ReturnReceiveInput'),
  refund: step('returnRefund', 'ReturnRefundInput'),
};

export interface Pieces {
  readonly lineId: string;
  readonly quantity: number;
}

export interface Known {
  readonly id: string;
}

/** An admin, who may do everything that happens to an order after it is paid. Each call has the key it is given, to be asked again with. */
export class Shopkeeper {
  readonly #client: LoggedClient;

  constructor(facts: { url: string; log: ClientLog; token: string }) {
    this.#client = new LoggedClient(facts);
  }

  /** @param lines  absent: all that is left */
  send(orderId: string, idempotencyKey: string, lines?: readonly Pieces[]): Promise<Outcome<Known>> {
    const input = { orderId, lines, carrier: 'DHL', trackingNumber: `JD${randomDigits()}`, idempotencyKey };
    const see = ({ shipment }: any) => ({ id: String(shipment.id) });
    return this.#client.mutate({ deed: 'parcel-send', query: SEND, variables: { input }, see });
  }

  noteArrival(shipmentId: string): Promise<Outcome<Known>> {
    const see = ({ shipment }: any) => ({ id: String(shipment.id) });
    return this.#client.mutate({ deed: 'parcel-arrive', query: ARRIVED, variables: { input: { shipmentId } }, see });
  }

  /** Refunds pieces that were not sent, and never will be. */
  drop(orderId: string, idempotencyKey: string, lines: readonly Pieces[]): Promise<Outcome<Known>> {
    const input = { orderId, lines, reason: 'chaos', idempotencyKey };
    const see = ({ refund }: any) => ({ id: String(refund.id) });
    return this.#client.mutate({ deed: 'refund-ask', query: DROP, variables: { input }, see });
  }

  requestReturn(orderId: string, idempotencyKey: string, lines: readonly Pieces[]): Promise<Outcome<Known>> {
    const input = { orderId, lines: lines.map((line) => ({ ...line, reason: 'OTHER' })), idempotencyKey };
    const see = ({ returns }: any) => ({ id: String(returns[0].id) });
    return this.#client.mutate({ deed: 'return-request', query: REQUEST, variables: { input }, see });
  }

  /** @param more  what the step asks for beside the return */
  goOn(
    name: keyof typeof STEPS,
    returnId: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Outcome<Known>> {
    const see = (done: any) => ({ id: String(done.return.id), status: String(done.return.status) });
    const variables = { input: { returnId, ...more } };
    return this.#client.mutate({ deed: 'return-step', query: STEPS[name], variables, see });
  }

  importStock(csv: string, idempotencyKey: string): Promise<Outcome<Known>> {
    const input = { csv, mode: 'VALID_ROWS', idempotencyKey };
    const see = (done: any) => ({ id: String(done.import.id) });
    return this.#client.mutate({ deed: 'other', query: IMPORT, variables: { input }, see });
  }
}

function step(field: string, input: string): string {
  return `mutation ($input: ${input}!) { done: ${field}(input: $input) { return { id status } ${ERRORS} } }`;
}

function randomDigits(): string {
  return randomUUID().replace(/\D/g, '').slice(0, 10);
}
