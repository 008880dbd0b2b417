import { InvalidInputError } from '@souk/subgraph-kit';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { UsersContext } from '../context.js';
import type { Seller } from '../domain/user.js';
import { findSellerNamed } from '../use-cases/find-seller-named.js';
import { SellerType } from './user.type.js';

@Resolver()
export class SellerResolver {
  @Query(() => SellerType, { nullable: true, description: 'By id or by slug: give one of them.' })
  async seller(
    @Arg('id', () => ID, { nullable: true }) id: string | null,
    @Arg('slug', () => String, { nullable: true }) slug: string | null,
    @Ctx() { app, loaders }: UsersContext,
  ): Promise<SellerType | null> {
    if (Boolean(id) === Boolean(slug)) throw new InvalidInputError('Give either id or slug');
    return toSeller(id ? await loaders.seller.load(id) : await findSellerNamed(app, slug ?? ''));
  }
}

export function toSeller(seller: Seller | null): SellerType | null {
  return seller && Object.assign(new SellerType(), seller);
}
