import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { DELIVERY_STATUSES } from '../domain/notifications/delivery.js';
import { CHANNELS, NOTIFICATION_KINDS } from '../domain/notifications/notification-kind.js';

export { idempotencyKeys, inbox } from '@souk/subgraph-kit/tables';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey(),
    email: text().notNull(),
    /** lower case: what makes an address unique and findable */
    emailKey: text('email_key').notNull(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    phone: text(),
    /** language of what is written to this person; null: the shop's */
    locale: text(),
    passwordHash: text('password_hash').notNull(),
    roles: text().array().notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('users_email_key').on(table.emailKey),
    index('users_newest').on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('users_roles').using('gin', table.roles),
  ],
);

export const addresses = pgTable(
  'addresses',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    recipient: text().notNull(),
    line1: text().notNull(),
    line2: text(),
    city: text().notNull(),
    region: text(),
    postalCode: text('postal_code').notNull(),
    country: text().notNull(),
    phone: text(),
    isDefault: boolean('is_default').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    index('addresses_of_user').on(table.userId, table.createdAt),
    uniqueIndex('addresses_one_default').on(table.userId).where(sql`is_default`),
  ],
);

/** One signed-in device: a family of refresh tokens of which only the newest works. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: at('created_at').notNull(),
    lastUsedAt: at('last_used_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (table) => [index('sessions_of_user').on(table.userId, table.createdAt)],
);

export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    /** SHA-256, hex: a stolen table opens nothing */
    hash: text().primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    usedAt: at('used_at'),
  },
  (table) => [index('refresh_tokens_of_session').on(table.sessionId)],
);

export const sellers = pgTable('sellers', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  slug: text().notNull().unique(),
  name: text().notNull(),
  description: text().notNull(),
  createdAt: at('created_at').notNull(),
});

/** What is written to people: one row per event, channel and recipient, and the queue of what is still to be sent. */
export const deliveries = pgTable(
  'deliveries',
  {
    /** also the key by which a provider knows a message that it gets twice */
    id: uuid().primaryKey(),
    eventId: uuid('event_id').notNull(),
    /** the order it tells of, and the order's version then; null for what tells of none */
    orderId: uuid('order_id'),
    orderVersion: integer('order_version'),
    kind: text({ enum: NOTIFICATION_KINDS }).notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    recipient: text().notNull(),
    subject: text().notNull(),
    /** plain text */
    body: text().notNull(),
    /** null for an SMS */
    html: text(),
    unsubscribeUrl: text('unsubscribe_url'),
    status: text({ enum: DELIVERY_STATUSES }).notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: at('next_attempt_at').notNull().defaultNow(),
    /** until then one sender has it; the database's clock, as all of a delivery's times but the first */
    leasedUntil: at('leased_until'),
    sentAt: at('sent_at'),
    /** a stable code: why the last attempt failed */
    lastError: text('last_error'),
    /** when the event happened */
    createdAt: at('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('deliveries_once').on(table.eventId, table.channel, table.recipient),
    index('deliveries_newest').on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('deliveries_of_order').on(table.orderId, table.orderVersion),
    index('deliveries_due').on(table.nextAttemptAt).where(sql`status = 'PENDING'`),
  ],
);

/** What members decided; what they never decided has no row. */
export const notificationPreferences = pgTable(
  'notification_preferences',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text({ enum: NOTIFICATION_KINDS }).notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    isOn: boolean('is_on').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.kind, table.channel] })],
);

export const failedLogins = pgTable(
  'failed_logins',
  {
    /** `email:<address>` or `address:<ip>` */
    who: text().notNull(),
    /** start of the minute */
    minute: at('minute').notNull(),
    failures: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.who, table.minute] })],
);
