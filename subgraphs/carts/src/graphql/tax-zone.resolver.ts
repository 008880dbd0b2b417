import { decodeCursor, encodeCursor, requireRole } from '@souk/subgraph-kit';
import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import type { CartsContext } from '../context.js';
import type { KeptTaxZone } from '../domain/tax-schedule.js';
import { changeTaxZone } from '../use-cases/change-tax-zone.js';
import { closeTaxZone } from '../use-cases/close-tax-zone.js';
import { createTaxZone } from '../use-cases/create-tax-zone.js';
import { setTaxRate } from '../use-cases/set-tax-rate.js';
import { withdrawTaxRate } from '../use-cases/withdraw-tax-rate.js';
import { settle } from './cart-errors.type.js';
import { PageArgs } from './page.args.js';
import { readMoment } from './read-moment.js';
import {
  readChangedTaxZone,
  readNewTaxZone,
  readTaxRate,
  TaxZoneCloseInput,
  TaxZoneCreateInput,
  TaxZoneRateSetInput,
  TaxZoneRateWithdrawInput,
  TaxZoneUpdateInput,
} from './tax-zone.inputs.js';
import { TaxZoneConnection, TaxZonePayload, TaxZoneType } from './tax-zone.type.js';

const SORT = 'tax-zones';
const code = z.string().regex(/^[A-Z0-9-]*$/);
const position = z.tuple([code, code, code]);

@Resolver()
export class TaxZoneResolver {
  @Query(() => TaxZoneConnection, { description: 'For admins: by country, region and postal prefix.' })
  async taxZones(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { viewer, loaders }: CartsContext,
  ): Promise<TaxZoneConnection> {
    requireRole(viewer, 'ADMIN');
    const first = pageSize(args.first);
    const [country, region = '', postalPrefix = ''] = args.after ? decodeCursor(SORT, args.after, position) : [];
    const after = country === undefined ? null : { country, region, postalPrefix };
    const page = toPage(await loaders.taxZones({ after, limit: first + 1 }), {
      first,
      after: args.after,
      cursorOf: (zone) => encodeCursor(SORT, [zone.country, zone.region, zone.postalPrefix]),
      nodeOf: (zone) => new TaxZoneType(zone),
      countAll: loaders.taxZoneCount,
    });
    return TaxZoneConnection.of(page);
  }

  @Mutation(() => TaxZonePayload, { description: 'For admins. Carts are taxed by it from its first rate on.' })
  taxZoneCreate(
    @Arg('input', () => TaxZoneCreateInput) input: TaxZoneCreateInput,
    @Ctx() context: CartsContext,
  ): Promise<TaxZonePayload> {
    const { id: userId } = requireRole(context.viewer, 'ADMIN');
    const { idempotencyKey = null } = input;
    return payloadOf(context, createTaxZone(context.app, { userId, idempotencyKey, terms: readNewTaxZone(input) }));
  }

  @Mutation(() => TaxZonePayload, {
    description: 'For admins. Holds for carts at once, not for orders that were placed.',
  })
  taxZoneUpdate(
    @Arg('input', () => TaxZoneUpdateInput) input: TaxZoneUpdateInput,
    @Ctx() context: CartsContext,
  ): Promise<TaxZonePayload> {
    requireRole(context.viewer, 'ADMIN');
    const { taxZoneId } = input;
    return payloadOf(context, changeTaxZone(context.app, { taxZoneId, terms: readChangedTaxZone(input) }));
  }

  @Mutation(() => TaxZonePayload, {
    description:
      'For admins: taxes a class at a rate from a moment on, up to the next rate that was set before. Safe to repeat.',
  })
  taxZoneRateSet(
    @Arg('input', () => TaxZoneRateSetInput) input: TaxZoneRateSetInput,
    @Ctx() context: CartsContext,
  ): Promise<TaxZonePayload> {
    requireRole(context.viewer, 'ADMIN');
    const { taxZoneId } = input;
    const validFrom = readMoment(input.validFrom ?? null, 'validFrom');
    return payloadOf(context, setTaxRate(context.app, { taxZoneId, rate: readTaxRate(input), validFrom }));
  }

  @Mutation(() => TaxZonePayload, {
    description: 'For admins: takes back a rate that has not begun; the one before it goes on for as long.',
  })
  taxZoneRateWithdraw(
    @Arg('input', () => TaxZoneRateWithdrawInput) input: TaxZoneRateWithdrawInput,
    @Ctx() context: CartsContext,
  ): Promise<TaxZonePayload> {
    requireRole(context.viewer, 'ADMIN');
    const { taxZoneId, taxClass } = input;
    const validFrom = readMoment(input.validFrom, 'validFrom');
    return payloadOf(context, withdrawTaxRate(context.app, { taxZoneId, taxClass, validFrom }));
  }

  @Mutation(() => TaxZonePayload, {
    description:
      'For admins: ends its rates now, so that the next wider zone holds for its destinations. Opens again with the next rate.',
  })
  taxZoneClose(
    @Arg('input', () => TaxZoneCloseInput) { taxZoneId }: TaxZoneCloseInput,
    @Ctx() context: CartsContext,
  ): Promise<TaxZonePayload> {
    requireRole(context.viewer, 'ADMIN');
    return payloadOf(context, closeTaxZone(context.app, { taxZoneId }));
  }
}

async function payloadOf({ loaders }: CartsContext, work: Promise<KeptTaxZone>): Promise<TaxZonePayload> {
  const { done, userErrors } = await settle(work);
  loaders.clearAll();
  return { taxZone: done && new TaxZoneType(done), userErrors };
}
