import { connectionOf, DateTime } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../domain/notifications/delivery.js';
import {
  CHANNELS,
  type Channel,
  NOTIFICATION_KINDS,
  type NotificationKind,
} from '../domain/notifications/notification-kind.js';

const enumOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;

export const NotificationKindEnum = enumOf(NOTIFICATION_KINDS);
registerEnumType(NotificationKindEnum, { name: 'NotificationKind', description: 'What a message is about.' });

export const NotificationChannelEnum = enumOf(CHANNELS);
registerEnumType(NotificationChannelEnum, { name: 'NotificationChannel', description: 'How a message travels.' });

export const DeliveryStatusEnum = enumOf(DELIVERY_STATUSES);
registerEnumType(DeliveryStatusEnum, {
  name: 'NotificationDeliveryStatus',
  description: 'What became of a message.',
  valuesConfig: {
    PENDING: { description: 'It is sent, or tried again, by itself.' },
    SENT: { description: 'Its carrier took it.' },
    DEAD: { description: 'It was given up.' },
  },
});

@ObjectType('NotificationPreference', {
  description: 'Whether somebody is written to about one kind of thing on one channel.',
})
export class NotificationPreferenceType {
  @Field(() => NotificationKindEnum)
  kind!: NotificationKind;

  @Field(() => NotificationChannelEnum)
  channel!: Channel;

  @Field(() => Boolean)
  isOn!: boolean;

  @Field(() => Boolean, { description: 'It can’t be switched off.' })
  isRequired!: boolean;
}

@ObjectType('NotificationDelivery', { description: 'One message to one recipient over one channel.' })
export class NotificationDeliveryType {
  @Field(() => ID)
  id!: string;

  @Field(() => NotificationKindEnum)
  kind!: NotificationKind;

  @Field(() => NotificationChannelEnum)
  channel!: Channel;

  @Field(() => String, { description: 'An email address or a phone number.' })
  recipient!: string;

  @Field(() => String, { description: 'Empty for an SMS.' })
  subject!: string;

  @Field(() => DeliveryStatusEnum)
  status!: DeliveryStatus;

  @Field(() => Int, { description: 'How often its carrier was asked.' })
  attempts!: number;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed: stable and upper-case.' })
  lastError!: string | null;

  @Field(() => DateTime, { description: 'When what it tells of happened.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'Of a PENDING one: not before then.' })
  nextAttemptAt!: Date;

  @Field(() => DateTime, { nullable: true })
  sentAt!: Date | null;
}

export const NotificationDeliveryConnection = connectionOf('NotificationDelivery', () => NotificationDeliveryType);
