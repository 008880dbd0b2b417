import { anInputError, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, Int, ObjectType } from 'type-graphql';
import { INTERACTION_ERRORS } from '../domain/interactions.errors.js';
import type { Recorded } from '../use-cases/record-interactions.js';

@ObjectType()
export class InteractionsRecordPayload {
  @Field(() => Int, {
    description: 'How many events were recorded; those of unknown products are left out. 0 with any userErrors.',
  })
  recorded!: number;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

export function toPayload(outcome: Recorded): InteractionsRecordPayload {
  if (outcome.kind === 'recorded') return { recorded: outcome.count, userErrors: [] };
  const userErrors = outcome.complaints.map(({ code, index, field }) =>
    anInputError(code, INTERACTION_ERRORS[code], ['input', 'events', String(index), field]),
  );
  return { recorded: 0, userErrors };
}
