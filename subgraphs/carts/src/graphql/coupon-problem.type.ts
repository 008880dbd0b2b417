import { Field, ObjectType } from 'type-graphql';
import { messageOf, type PromotionObjection } from '../domain/promotion-objection.js';

@ObjectType('CouponProblem', { description: 'Why a coupon that is in the cart takes nothing off it now.' })
export class CouponProblemType {
  @Field(() => String)
  couponCode!: string;

  @Field(() => String, { description: 'Stable: what cartCouponApply would say.' })
  code!: string;

  @Field(() => String, { description: 'For people, in English.' })
  message!: string;
}

export function toCouponProblem(couponCode: string, objection: PromotionObjection): CouponProblemType {
  const { code } = objection;
  return Object.assign(new CouponProblemType(), { couponCode, code, message: messageOf(objection) });
}
