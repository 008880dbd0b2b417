import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { RecommendationsContext } from '../context.js';
import { recordInteractions } from '../use-cases/record-interactions.js';
import { InteractionsRecordInput, toReportedEvents } from './interaction.inputs.js';
import { InteractionsRecordPayload, toPayload } from './interaction.payload.js';

@Resolver()
export class InteractionResolver {
  @Mutation(() => InteractionsRecordPayload, {
    description:
      'Tells what a shopper looked at. A member’s events shape the member’s recommendations, a guest’s what is popular.',
  })
  async interactionsRecord(
    @Arg('input', () => InteractionsRecordInput) input: InteractionsRecordInput,
    @Ctx() { app, viewer, client }: RecommendationsContext,
  ): Promise<InteractionsRecordPayload> {
    const events = toReportedEvents(input, app.now());
    const idempotencyKey = input.idempotencyKey ?? null;
    return toPayload(
      await recordInteractions(app, { viewer, address: client.address ?? null, events, idempotencyKey }),
    );
  }
}
