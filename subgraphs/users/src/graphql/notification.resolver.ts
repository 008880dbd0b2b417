import { decodeCursor, encodeCursor, requireId, requireMember, requireRole } from '@souk/subgraph-kit';
import { pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import type { UsersContext } from '../context.js';
import type { DeliveryStatus } from '../domain/notifications/delivery.js';
import type { Channel, NotificationKind } from '../domain/notifications/notification-kind.js';
import { choosePreferences } from '../use-cases/choose-preferences.js';
import { listDeliveries } from '../use-cases/list-deliveries.js';
import { retryDelivery } from '../use-cases/retry-delivery.js';
import {
  NotificationDeliveryPayload,
  NotificationDeliveryRetryInput,
  NotificationPreferencesUpdateInput,
} from './notification.inputs.js';
import {
  DeliveryStatusEnum,
  NotificationChannelEnum,
  NotificationDeliveryConnection,
  NotificationKindEnum,
} from './notification.type.js';
import { toUserErrors, UserPayload } from './user.payloads.js';
import { UserType } from './user.type.js';

const CURSOR = z.tuple([z.iso.datetime(), z.uuid()]);

@Resolver()
export class NotificationResolver {
  @Mutation(() => UserPayload, { description: 'Chooses what to be written about; all of it, or nothing.' })
  async notificationPreferencesUpdate(
    @Arg('input', () => NotificationPreferencesUpdateInput) input: NotificationPreferencesUpdateInput,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<UserPayload> {
    const outcome = await choosePreferences(app, requireMember(viewer), input.preferences);
    if (outcome.kind === 'refused') return { user: null, userErrors: toUserErrors(outcome.complaints) };
    return { user: UserType.own(outcome.value), userErrors: [] };
  }

  @Query(() => NotificationDeliveryConnection, {
    description: 'For admins: what was written to people, newest first. DEAD ones wait for notificationDeliveryRetry.',
  })
  async notificationDeliveries(
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('status', () => DeliveryStatusEnum, { nullable: true }) status: DeliveryStatus | null,
    @Arg('channel', () => NotificationChannelEnum, { nullable: true }) channel: Channel | null,
    @Arg('kind', () => NotificationKindEnum, { nullable: true }) kind: NotificationKind | null,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<InstanceType<typeof NotificationDeliveryConnection>> {
    requireRole(viewer, 'ADMIN');
    const size = pageSize(first);
    const [createdAt, id] = after ? decodeCursor('notificationDeliveries', after, CURSOR) : [];
    const position = createdAt && id ? { createdAt: new Date(createdAt), id } : null;
    const search = { status: status ?? null, channel: channel ?? null, kind: kind ?? null };
    const { rows, countAll } = await listDeliveries(app, search, { after: position, size });
    return NotificationDeliveryConnection.of(
      toPage(rows, {
        first: size,
        after,
        cursorOf: (row) => encodeCursor('notificationDeliveries', [row.createdAt.toISOString(), row.id]),
        nodeOf: (row) => ({ ...row }),
        countAll,
      }),
    );
  }

  @Mutation(() => NotificationDeliveryPayload, { description: 'For admins: a DEAD message is tried anew.' })
  async notificationDeliveryRetry(
    @Arg('input', () => NotificationDeliveryRetryInput) input: NotificationDeliveryRetryInput,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<NotificationDeliveryPayload> {
    requireRole(viewer, 'ADMIN');
    const outcome = await retryDelivery(app, requireId(input.deliveryId, ['input', 'deliveryId']));
    if (outcome.kind === 'refused') return { delivery: null, userErrors: toUserErrors(outcome.complaints) };
    return { delivery: { ...outcome.value }, userErrors: [] };
  }
}
