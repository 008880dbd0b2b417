import { InvalidInputError, requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ReturnReason } from '../domain/return.js';
import type { DecideReturn } from '../use-cases/decide-return.js';
import type { ReceiveReturn } from '../use-cases/receive-return.js';
import type { RequestReturn } from '../use-cases/request-return.js';

const MAX_LINES = 200;
const MAX_PIECES = 10_000;
const KEY = '1–200 characters. The same key and input are acted on once.';

@InputType()
export class ReturnLineInput {
  @Field(() => ID, { description: 'Of the order’s line.' })
  lineId!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => ReturnReason)
  reason!: ReturnReason;
}

@InputType()
export class ReturnRequestInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => [ReturnLineInput])
  lines!: ReturnLineInput[];

  @Field(() => String, { nullable: true, description: 'For the seller; at most 1000 characters.' })
  comment?: string | null;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType()
export class ReturnWithdrawInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => ID)
  returnId!: string;
}

@InputType()
export class ReturnApproveInput {
  @Field(() => ID)
  returnId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'For the buyer, such as where to send it; at most 1000 characters.',
  })
  answer?: string | null;
}

@InputType()
export class ReturnRejectInput {
  @Field(() => ID)
  returnId!: string;

  @Field(() => String, { description: 'Why, for the buyer; 1–1000 characters.' })
  answer!: string;
}

@InputType()
export class ReceivedLineInput {
  @Field(() => ID, { description: 'Of the order’s line.' })
  lineId!: string;

  @Field(() => Int, { description: 'Pieces that can be sold again.', defaultValue: 0 })
  restockedQuantity!: number;

  @Field(() => Int, { description: 'Pieces that are lost.', defaultValue: 0 })
  writtenOffQuantity!: number;
}

@InputType()
export class ReturnReceiveInput {
  @Field(() => ID)
  returnId!: string;

  @Field(() => [ReceivedLineInput], { description: 'What came. Lines of which nothing came may be missing.' })
  lines!: ReceivedLineInput[];

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType()
export class ReturnRefundInput {
  @Field(() => ID)
  returnId!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

/** @throws InvalidInputError  naming the first field that can't be */
export function parseReturnRequest(input: ReturnRequestInput): Omit<RequestReturn, 'viewer'> {
  return {
    orderId: requireId(input.orderId, ['input', 'orderId']),
    lines: requireLines(input.lines, ({ lineId, quantity, reason }, path) => ({
      lineId: requireId(lineId, [...path, 'lineId']),
      quantity: requireInteger(quantity, [...path, 'quantity'], { min: 1, max: MAX_PIECES }),
      reason,
    })),
    comment: requireWords(input.comment, 'comment'),
    idempotencyKey: requireKey(input.idempotencyKey),
  };
}

export function parseReturnDecision(
  { returnId, answer }: ReturnApproveInput | ReturnRejectInput,
  decision: DecideReturn['decision'],
): Omit<DecideReturn, 'viewer'> {
  const id = requireId(returnId, ['input', 'returnId']);
  const words = decision === 'reject' ? requireText(answer ?? '', ['input', 'answer'], { max: 1_000 }) : null;
  return { returnId: id, decision, answer: words ?? requireWords(answer, 'answer') };
}

export function parseReturnReceive(input: ReturnReceiveInput): Omit<ReceiveReturn, 'viewer'> {
  const range = { min: 0, max: MAX_PIECES };
  return {
    returnId: requireId(input.returnId, ['input', 'returnId']),
    lines: requireLines(input.lines, ({ lineId, restockedQuantity, writtenOffQuantity }, path) => ({
      lineId: requireId(lineId, [...path, 'lineId']),
      restocked: requireInteger(restockedQuantity, [...path, 'restockedQuantity'], range),
      writtenOff: requireInteger(writtenOffQuantity, [...path, 'writtenOffQuantity'], range),
    })),
    idempotencyKey: requireKey(input.idempotencyKey),
  };
}

export function parseReturnRefund(input: ReturnRefundInput) {
  return {
    returnId: requireId(input.returnId, ['input', 'returnId']),
    idempotencyKey: requireKey(input.idempotencyKey),
  };
}

function requireKey(value: string): string {
  return requireText(value, ['input', 'idempotencyKey'], { max: 200 });
}

function requireWords(value: string | null | undefined, field: string): string | null {
  return value ? requireText(value, ['input', field], { max: 1_000 }) : null;
}

function requireLines<Line, Parsed>(lines: readonly Line[], parse: (line: Line, path: string[]) => Parsed): Parsed[] {
  if (lines.length < 1 || lines.length > MAX_LINES) {
    throw new InvalidInputError(`lines must have 1–${MAX_LINES} entries, got ${lines.length}`, ['input', 'lines']);
  }
  return lines.map((line, index) => parse(line, ['input', 'lines', String(index)]));
}
