import { requireId, requireText } from '@souk/subgraph-kit';
import { UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { OrdersContext } from '../context.js';
import { addOrderNote } from '../use-cases/add-order-note.js';
import { notesInSight } from './in-sight.js';
import { OrderType } from './order.type.js';
import { OrderNoteType, toOrderNote } from './order-note.type.js';
import { rereadOrder } from './readable-order.js';

@InputType()
export class OrderNoteAddInput {
  @Field(() => ID)
  orderId!: string;

  @Field(() => String, { description: '1–2000 characters.' })
  body!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'The buyer reads it as well.' })
  isForBuyer!: boolean;

  @Field(() => String, { description: '1–200 characters.' })
  idempotencyKey!: string;
}

@ObjectType()
export class OrderNoteAddPayload {
  @Field(() => OrderNoteType, { nullable: true })
  note!: OrderNoteType | null;

  @Field(() => OrderType, { nullable: true })
  order!: OrderType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@Resolver()
export class OrderNoteResolver {
  @Mutation(() => OrderNoteAddPayload, {
    description: 'Writes something down about an order, or about a seller’s part of it. For its sellers and admins.',
  })
  async orderNoteAdd(
    @Arg('input', () => OrderNoteAddInput) input: OrderNoteAddInput,
    @Ctx() context: OrdersContext,
  ): Promise<OrderNoteAddPayload> {
    const orderId = requireId(input.orderId, ['input', 'orderId']);
    const noteId = await addOrderNote(context.app, {
      ...{ viewer: context.viewer, orderId, isForBuyer: input.isForBuyer },
      body: requireText(input.body, ['input', 'body'], { max: 2_000 }),
      idempotencyKey: requireText(input.idempotencyKey, ['input', 'idempotencyKey'], { max: 200 }),
    });
    const order = await rereadOrder(context, orderId);
    const note = order && (await notesInSight(context, order.seen)).find(({ id }) => id === noteId);
    return Object.assign(new OrderNoteAddPayload(), { note: note ? toOrderNote(note) : null, order, userErrors: [] });
  }
}
