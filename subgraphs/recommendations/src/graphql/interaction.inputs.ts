import { InvalidInputError, requireId, requireText } from '@souk/subgraph-kit';
import { DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import type { ReportedEvent } from '../domain/check-events.js';
import { INTERACTION_TYPES, type InteractionType } from '../domain/interaction.js';

export const InteractionTypeEnum = Object.fromEntries(INTERACTION_TYPES.map((name) => [name, name])) as Record<
  InteractionType,
  InteractionType
>;

registerEnumType(InteractionTypeEnum, {
  name: 'InteractionType',
  description: 'What a shopper did. A SEARCH that names a product is one that ended at it.',
});

@InputType()
export class InteractionEventInput {
  @Field(() => InteractionTypeEnum)
  type!: InteractionType;

  @Field(() => ID, { nullable: true, description: 'Only a SEARCH goes without.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true })
  variantId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a SEARCH; at most 200 characters.' })
  query?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'At most 30 days ago; now when absent.' })
  at?: Date | null;
}

@InputType()
export class InteractionsRecordInput {
  @Field(() => [InteractionEventInput], { description: '1–100.' })
  events!: InteractionEventInput[];

  @Field(() => String, { nullable: true, description: 'The same key again records nothing twice.' })
  idempotencyKey?: string | null;
}

const MAX_EVENTS = 100;
const MAX_QUERY_LENGTH = 200;

/** @throws InvalidInputError  naming the first value that breaks a rule */
export function toReportedEvents({ events }: InteractionsRecordInput, now: Date): ReportedEvent[] {
  if (events.length < 1 || events.length > MAX_EVENTS) {
    throw new InvalidInputError(`events must be 1–${MAX_EVENTS}, got ${events.length}`, ['input', 'events']);
  }
  return events.map(({ type, productId, variantId, query, at }, index) => {
    const path = (field: string) => ['input', 'events', String(index), field];
    return {
      type,
      productId: productId ? requireId(productId, path('productId')) : null,
      variantId: variantId ? requireId(variantId, path('variantId')) : null,
      query: query ? requireText(query, path('query'), { max: MAX_QUERY_LENGTH }) : null,
      at: at ?? now,
    };
  });
}
