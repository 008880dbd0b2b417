import { InvalidInputError, requireId, requireInteger, requireRole } from '@souk/subgraph-kit';
import { UserErrorType } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { CartsContext } from '../context.js';
import { CartProblemsError } from '../domain/cart.errors.js';
import type { Promotion } from '../domain/promotion.js';
import { archivePromotion } from '../use-cases/archive-promotion.js';
import { createPromotion } from '../use-cases/create-promotion.js';
import { toUserError } from './cart-errors.type.js';
import { PromotionArchiveInput, PromotionCreateInput } from './promotion.inputs.js';
import { PromotionType } from './promotion.type.js';

@ObjectType()
export class PromotionPayload {
  @Field(() => PromotionType, { nullable: true })
  promotion!: Promotion | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}

@Resolver()
export class PromotionResolver {
  @Mutation(() => PromotionPayload, { description: 'For admins.' })
  promotionCreate(
    @Arg('input', () => PromotionCreateInput) input: PromotionCreateInput,
    @Ctx() { app, viewer }: CartsContext,
  ): Promise<PromotionPayload> {
    const { id: userId } = requireRole(viewer, 'ADMIN');
    const { idempotencyKey = null } = input;
    const startsAt = requireMoment(input.startsAt, ['input', 'startsAt']);
    const endsAt = requireMoment(input.endsAt, ['input', 'endsAt']);
    const code = requireCode(input.code);
    const percentOff = requireInteger(input.percentOff, ['input', 'percentOff'], { min: 1, max: 100 });
    return payloadOf(createPromotion(app, { userId, idempotencyKey, code, percentOff, startsAt, endsAt }));
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
  try {
    return { promotion: await work, userErrors: [] };
  } catch (error) {
    if (!(error instanceof CartProblemsError)) throw error;
    return { promotion: null, userErrors: error.problems.map(toUserError) };
  }
}

function requireCode(code: string): string {
  if (/^[A-Za-z0-9_-]{3,40}$/.test(code)) return code;
  throw new InvalidInputError('code must have 3–40 letters, digits, hyphens and underscores', ['input', 'code']);
}

/** PostgreSQL knows no year 0, and reads no year of more than four digits as JavaScript writes it. */
function requireMoment(moment: Date | null | undefined, inputPath: readonly string[]): Date | null {
  if (!moment) return null;
  const year = moment.getUTCFullYear();
  if (year >= 1970 && year <= 9999) return moment;
  throw new InvalidInputError(`${inputPath.join('.')} must be in the years 1970–9999`, inputPath);
}
