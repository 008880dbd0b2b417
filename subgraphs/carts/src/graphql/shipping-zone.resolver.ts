import { decodeCursor, encodeCursor, requireRole } from '@souk/subgraph-kit';
import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import type { CartsContext } from '../context.js';
import type { KeptShippingZone } from '../domain/shipping-tariff.js';
import { changeShippingZone } from '../use-cases/change-shipping-zone.js';
import { createShippingZone } from '../use-cases/create-shipping-zone.js';
import { deleteShippingZone } from '../use-cases/delete-shipping-zone.js';
import { removeShippingService } from '../use-cases/remove-shipping-service.js';
import { setShippingService } from '../use-cases/set-shipping-service.js';
import { settle } from './cart-errors.type.js';
import { PageArgs } from './page.args.js';
import { readTariff } from './read-tariff.js';
import { ShippingServiceRemoveInput, ShippingServiceSetInput } from './shipping-service.inputs.js';
import {
  readPlaces,
  readZoneName,
  ShippingZoneCreateInput,
  ShippingZoneDeleteInput,
  ShippingZoneUpdateInput,
} from './shipping-zone.inputs.js';
import { ShippingZoneConnection, ShippingZonePayload, ShippingZoneType } from './shipping-zone.type.js';

const SORT = 'shipping-zones';
const position = z.tuple([z.string().refine((name) => name.isWellFormed() && !name.includes('\0'))]);

@Resolver()
export class ShippingZoneResolver {
  @Query(() => ShippingZoneConnection, { description: 'For admins: by name.' })
  async shippingZones(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { viewer, loaders }: CartsContext,
  ): Promise<ShippingZoneConnection> {
    requireRole(viewer, 'ADMIN');
    const first = pageSize(args.first);
    const [after = null] = args.after ? decodeCursor(SORT, args.after, position) : [];
    const page = toPage(await loaders.shippingZones({ after, limit: first + 1 }), {
      first,
      after: args.after,
      cursorOf: ({ name }) => encodeCursor(SORT, [name]),
      nodeOf: (zone) => new ShippingZoneType(zone),
      countAll: loaders.shippingZoneCount,
    });
    return ShippingZoneConnection.of(page);
  }

  @Mutation(() => ShippingZonePayload, { description: 'For admins.' })
  shippingZoneCreate(
    @Arg('input', () => ShippingZoneCreateInput) input: ShippingZoneCreateInput,
    @Ctx() context: CartsContext,
  ): Promise<ShippingZonePayload> {
    const { id: userId } = requireRole(context.viewer, 'ADMIN');
    const { idempotencyKey = null } = input;
    const asked = { name: readZoneName(input.name), places: readPlaces(input.places) };
    return payloadOf(context, createShippingZone(context.app, { userId, idempotencyKey, ...asked }));
  }

  @Mutation(() => ShippingZonePayload, {
    description: 'For admins. Holds for carts at once, not for orders that were placed.',
  })
  shippingZoneUpdate(
    @Arg('input', () => ShippingZoneUpdateInput) input: ShippingZoneUpdateInput,
    @Ctx() context: CartsContext,
  ): Promise<ShippingZonePayload> {
    requireRole(context.viewer, 'ADMIN');
    const { shippingZoneId } = input;
    const name = input.name == null ? null : readZoneName(input.name);
    const places = input.places == null ? null : readPlaces(input.places);
    return payloadOf(context, changeShippingZone(context.app, { shippingZoneId, name, places }));
  }

  @Mutation(() => ShippingZonePayload, {
    description: 'For admins, of a zone without places. Answers with what was deleted; its services are gone with it.',
  })
  shippingZoneDelete(
    @Arg('input', () => ShippingZoneDeleteInput) { shippingZoneId }: ShippingZoneDeleteInput,
    @Ctx() context: CartsContext,
  ): Promise<ShippingZonePayload> {
    requireRole(context.viewer, 'ADMIN');
    return payloadOf(context, deleteShippingZone(context.app, { shippingZoneId }));
  }

  @Mutation(() => ShippingZonePayload, {
    description:
      'For admins: adds a service to a zone, or replaces it as a whole. Holds for carts at once; safe to repeat.',
  })
  shippingServiceSet(
    @Arg('input', () => ShippingServiceSetInput) input: ShippingServiceSetInput,
    @Ctx() context: CartsContext,
  ): Promise<ShippingZonePayload> {
    requireRole(context.viewer, 'ADMIN');
    const { shippingZoneId } = input;
    return payloadOf(context, setShippingService(context.app, { shippingZoneId, tariff: readTariff(input) }));
  }

  @Mutation(() => ShippingZonePayload, {
    description: 'For admins. Carts that have chosen it take the cheapest of the rest.',
  })
  shippingServiceRemove(
    @Arg('input', () => ShippingServiceRemoveInput) { shippingZoneId, optionId }: ShippingServiceRemoveInput,
    @Ctx() context: CartsContext,
  ): Promise<ShippingZonePayload> {
    requireRole(context.viewer, 'ADMIN');
    return payloadOf(context, removeShippingService(context.app, { shippingZoneId, optionId }));
  }
}

async function payloadOf({ loaders }: CartsContext, work: Promise<KeptShippingZone>): Promise<ShippingZonePayload> {
  const { done, userErrors } = await settle(work);
  loaders.clearAll();
  return { shippingZone: done && new ShippingZoneType(done), userErrors };
}
