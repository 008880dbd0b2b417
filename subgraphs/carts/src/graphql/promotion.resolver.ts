import { decodeCursor, encodeCursor, isId, requireId, requireRole } from '@souk/subgraph-kit';
import { connectionOf, pageSize, toPage, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Args, Ctx, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import type { CartsContext } from '../context.js';
import type { Promotion } from '../domain/promotion.js';
import { archivePromotion } from '../use-cases/archive-promotion.js';
import { changePromotion } from '../use-cases/change-promotion.js';
import { createPromotion } from '../use-cases/create-promotion.js';
import { settle } from './cart-errors.type.js';
import { PageArgs } from './page.args.js';
import { PromotionArchiveInput, PromotionCreateInput, PromotionUpdateInput } from './promotion.inputs.js';
import { PromotionType } from './promotion.type.js';
import { readChangedTerms, readNewTerms } from './promotion-terms.js';

@ObjectType()
export class PromotionPayload {
  @Field(() => PromotionType, { nullable: true })
  promotion!: PromotionType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

const PromotionConnection = connectionOf('Promotion', () => PromotionType);
type PromotionConnection = InstanceType<typeof PromotionConnection>;

const SORT = 'promotions-newest';
const position = z.tuple([z.string().refine(isId)]);

@Resolver()
export class PromotionResolver {
  @Query(() => PromotionConnection, { description: 'For admins: all of them, archived ones too, newest first.' })
  async promotions(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { viewer, loaders }: CartsContext,
  ): Promise<PromotionConnection> {
    requireRole(viewer, 'ADMIN');
    const first = pageSize(args.first);
    const [after = null] = args.after ? decodeCursor(SORT, args.after, position) : [];
    const page = toPage(await loaders.promotions({ after, limit: first + 1 }), {
      first,
      after: args.after,
      cursorOf: ({ id }) => encodeCursor(SORT, [id]),
      nodeOf: (promotion) => new PromotionType(promotion),
      countAll: loaders.promotionCount,
    });
    return PromotionConnection.of(page);
  }

  @Mutation(() => PromotionPayload, { description: 'For admins.' })
  promotionCreate(
    @Arg('input', () => PromotionCreateInput) input: PromotionCreateInput,
    @Ctx() { app, viewer }: CartsContext,
  ): Promise<PromotionPayload> {
    const { id: userId } = requireRole(viewer, 'ADMIN');
    const { idempotencyKey = null } = input;
    return payloadOf(createPromotion(app, { userId, idempotencyKey, terms: readNewTerms(input) }));
  }

  @Mutation(() => PromotionPayload, {
    description: 'For admins. Holds for carts that have its coupon at once, not for orders that were placed.',
  })
  promotionUpdate(
    @Arg('input', () => PromotionUpdateInput) input: PromotionUpdateInput,
    @Ctx() { app, viewer }: CartsContext,
  ): Promise<PromotionPayload> {
    requireRole(viewer, 'ADMIN');
    const promotionId = requireId(input.promotionId, ['input', 'promotionId']);
    return payloadOf(changePromotion(app, { promotionId, terms: readChangedTerms(input) }));
  }

  @Mutation(() => PromotionPayload, { description: 'For admins. Ends it now, also in carts that have its coupon.' })
  promotionArchive(
    @Arg('input', () => PromotionArchiveInput) input: PromotionArchiveInput,
    @Ctx() { app, viewer }: CartsContext,
  ): Promise<PromotionPayload> {
    requireRole(viewer, 'ADMIN');
    const promotionId = requireId(input.promotionId, ['input', 'promotionId']);
    return payloadOf(archivePromotion(app, { promotionId }));
  }
}

async function payloadOf(work: Promise<Promotion>): Promise<PromotionPayload> {
  const { done, userErrors } = await settle(work);
  return { promotion: done && new PromotionType(done), userErrors };
}
