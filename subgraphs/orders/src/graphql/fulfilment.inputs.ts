import { InvalidInputError, requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { FulfillOrder } from '../use-cases/fulfill-order.js';

const MAX_LINES = 200;
const MAX_PIECES = 10_000;

@InputType()
export class FulfillLineInput {
  @Field(() => ID)
  lineId!: string;

  @Field(() => Int)
  quantity!: number;
}

@InputType()
export class OrderFulfillInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => [FulfillLineInput], {
    nullable: true,
    description: 'Everything that is left, is there and is yours to send, if not given.',
  })
  lines?: FulfillLineInput[] | null;

  @Field(() => String)
  carrier!: string;

  @Field(() => String)
  trackingNumber!: string;

  @Field(() => String, { nullable: true, description: '1–200 characters. The same key and input send one parcel.' })
  idempotencyKey?: string | null;
}

@InputType()
export class ShipmentDeliverInput {
  @Field(() => ID)
  shipmentId!: string;
}

/** @throws InvalidInputError  naming the first field that can't be */
export function parseOrderFulfill(input: OrderFulfillInput): Omit<FulfillOrder, 'viewer'> {
  return {
    orderId: requireId(input.orderId, ['input', 'orderId']),
    lines: input.lines ? requireLines(input.lines) : null,
    carrier: requireText(input.carrier, ['input', 'carrier'], { max: 60 }),
    trackingNumber: requireText(input.trackingNumber, ['input', 'trackingNumber'], { max: 100 }),
    idempotencyKey: input.idempotencyKey ?? null,
  };
}

function requireLines(lines: readonly FulfillLineInput[]): FulfillOrder['lines'] {
  if (lines.length < 1 || lines.length > MAX_LINES) {
    throw new InvalidInputError(`lines must have 1–${MAX_LINES} entries, got ${lines.length}`, ['input', 'lines']);
  }
  return lines.map(({ lineId, quantity }, index) => {
    const path = ['input', 'lines', String(index)];
    return {
      lineId: requireId(lineId, [...path, 'lineId']),
      quantity: requireInteger(quantity, [...path, 'quantity'], { min: 1, max: MAX_PIECES }),
    };
  });
}
