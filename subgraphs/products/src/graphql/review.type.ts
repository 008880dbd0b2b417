import { connectionOf, DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Review } from '../domain/review.js';
import { UserStub } from './stubs/user.stub.js';

@ObjectType('Review')
export class ReviewType {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'Stars, 1–5.' })
  rating!: number;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  body!: string;

  @Field(() => DateTime)
  createdAt!: Date;

  userId!: string;

  @Field(() => UserStub, { nullable: true })
  author(): UserStub {
    return { id: this.userId };
  }
}

export const ReviewConnection = connectionOf('Review', () => ReviewType);

export function toReview(review: Review): ReviewType {
  return Object.assign(new ReviewType(), review);
}
