import { UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Channel, NotificationKind } from '../domain/notifications/notification-kind.js';
import { NotificationChannelEnum, NotificationDeliveryType, NotificationKindEnum } from './notification.type.js';

@InputType()
export class NotificationPreferenceInput {
  @Field(() => NotificationKindEnum)
  kind!: NotificationKind;

  @Field(() => NotificationChannelEnum)
  channel!: Channel;

  @Field(() => Boolean)
  isOn!: boolean;
}

@InputType()
export class NotificationPreferencesUpdateInput {
  @Field(() => [NotificationPreferenceInput], { description: 'What is to change; the rest stays. 1–100.' })
  preferences!: NotificationPreferenceInput[];
}

@InputType()
export class NotificationDeliveryRetryInput {
  @Field(() => ID)
  deliveryId!: string;
}

@ObjectType()
export class NotificationDeliveryPayload {
  @Field(() => NotificationDeliveryType, { nullable: true })
  delivery!: NotificationDeliveryType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}
