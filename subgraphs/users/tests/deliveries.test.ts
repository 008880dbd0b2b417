import { orderPaid } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { UsersDependencies } from '../src/context.js';
import { openUsersDatabase, type UsersDatabase } from '../src/data/database.js';
import type { Message } from '../src/domain/notifications/delivery.js';
import { forgetDeliveries } from '../src/use-cases/forget-deliveries.js';
import { sendDelivery, sweepDeliveries } from '../src/use-cases/send-delivery.js';
import { SendingError } from '../src/use-cases/sender.js';
import { anOrder, tell } from './_facts.js';
import { startUsers, type UsersUnderTest } from './_users.js';

let users: UsersUnderTest;
let database: UsersDatabase;
let taken: Message[];
let carry: (message: Message) => Promise<void>;
const logged: unknown[] = [];

beforeAll(async () => {
  const post = { send: (message: Message) => carry(message) };
  users = await startUsers(inject('postgresUrl'), { senders: { MAIL: post, SMS: post } });
  database = await openUsersDatabase({ url: users.config.databaseUrl, poolSize: 4 });
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await users?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  taken = [];
  carry = async (message) => void taken.push(message);
});

const rowOf = async (eventId: string) => {
  const [row] = await users.sql`select *, leased_until > now() as is_leased, next_attempt_at > now() as is_later
    from deliveries where event_id = ${eventId}`;
  return row;
};
const becomes = (eventId: string, status: string) =>
  until(async () => ((await rowOf(eventId))?.status === status ? rowOf(eventId) : null), { what: status });
const jobsOf = (id: string) =>
  users.sql`select run_at > now() + interval '5 seconds' as is_later from graphile_worker.jobs where key = ${`send-delivery:${id}`}`;

/** A message that is due and that no job knows of. */
async function aDelivery(values: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const row = {
    id,
    event_id: newId(),
    kind: 'ORDER_PAID',
    channel: 'MAIL',
    recipient: 'buyer@example.org',
    subject: 'Hello',
    body: 'Hello',
    status: 'PENDING',
    created_at: new Date(),
    ...values,
  };
  await users.sql`insert into deliveries ${users.sql(row)}`;
  return id;
}

/** The house that sends, seen from inside. */
const house = () =>
  ({
    database,
    config: users.config,
    senders: { MAIL: { send: (message: Message) => carry(message) } },
    deliveriesCounter: { inc: () => {} },
    logger: { warn: (facts: unknown) => logged.push(facts), debug: (facts: unknown) => logged.push(facts) },
  }) as unknown as UsersDependencies;

describe('sending', () => {
  it('hands a message to the carrier as soon as the event is heard, and notes that it was taken', async () => {
    const eventId = await tell(users, orderPaid, anOrder({}));
    const row = await becomes(eventId, 'SENT');
    expect(row).toMatchObject({ attempts: 1, leased_until: null, last_error: null });
    expect(row?.sent_at).toBeInstanceOf(Date);
    expect(taken.filter(({ id }) => id === row?.id)).toMatchObject([
      { channel: 'MAIL', recipient: 'buyer@example.org' },
    ]);
  });

  it('hands a message over once when several senders come at once', async () => {
    const id = await aDelivery();
    await Promise.all(Array.from({ length: 10 }, () => sendDelivery(house(), id)));
    await sendDelivery(house(), id);
    expect(taken).toHaveLength(1);
  });

  it('leaves a message alone that another sender has', async () => {
    const id = await aDelivery({ leased_until: new Date(Date.now() + 60_000) });
    await sendDelivery(house(), id);
    expect(taken).toEqual([]);
  });
});

describe('a carrier that does not take a message', () => {
  it('is tried again later, with the same id, and nothing is said aloud', async () => {
    carry = async () => {
      throw new SendingError('UNREACHABLE', { isFinal: false });
    };
    const eventId = await tell(users, orderPaid, anOrder({}));
    const row = await until(async () => {
      const now = await rowOf(eventId);
      return now?.last_error ? now : null;
    });
    expect(row).toMatchObject({ status: 'PENDING', last_error: 'UNREACHABLE', attempts: 1, is_later: true });
    expect(await until(async () => ((await jobsOf(row.id)).length === 1 ? jobsOf(row.id) : null))).toMatchObject([
      { is_later: true },
    ]);
    carry = async (message) => void taken.push(message);
    await sendDelivery(house(), row.id);
    expect(taken, 'before its time').toEqual([]);
    await users.sql`update deliveries set next_attempt_at = now() where id = ${row.id}`;
    await sendDelivery(house(), row.id);
    expect(taken.map(({ id }) => id)).toEqual([row.id]);
    expect(await rowOf(eventId)).toMatchObject({ status: 'SENT', attempts: 2, last_error: null });
  });

  it('is given up at once when trying again can’t help', async () => {
    carry = async () => {
      throw new SendingError('RECIPIENT_REFUSED', { isFinal: true });
    };
    const id = await aDelivery();
    await sendDelivery(house(), id);
    const [row] = await users.sql`select * from deliveries where id = ${id}`;
    expect(row).toMatchObject({ status: 'DEAD', last_error: 'RECIPIENT_REFUSED', leased_until: null });
    expect(await jobsOf(id)).toHaveLength(0);
  });

  it('is given up after a day of trying', async () => {
    carry = async () => {
      throw new Error('550 buyer@example.org is unknown here');
    };
    const id = await aDelivery({ attempts: 8 });
    logged.length = 0;
    await sendDelivery(house(), id);
    const [row] = await users.sql`select * from deliveries where id = ${id}`;
    expect(row).toMatchObject({ status: 'DEAD', attempts: 9, last_error: 'UNEXPECTED' });
    expect(JSON.stringify(logged)).not.toContain('example.org');
    expect(logged).toHaveLength(1);
  });

  it('that kills every sender is given up too', async () => {
    const id = await aDelivery({ attempts: 9 });
    await sendDelivery(house(), id);
    const [row] = await users.sql`select * from deliveries where id = ${id}`;
    expect(row).toMatchObject({ status: 'DEAD', last_error: 'INTERRUPTED' });
    expect(taken).toEqual([]);
  });
});

describe('a sender that dies', () => {
  it('before it sent holds the message up until its lease ends', async () => {
    const id = await aDelivery({
      attempts: 1,
      leased_until: new Date(Date.now() - 11_000),
      next_attempt_at: new Date(0),
    });
    await sweepDeliveries(house());
    await until(() => taken.length > 0 || null);
    expect(taken.map((message) => message.id)).toEqual([id]);
  });

  it('is not swept away while its lease lasts', async () => {
    const id = await aDelivery({
      attempts: 1,
      leased_until: new Date(Date.now() + 30_000),
      next_attempt_at: new Date(0),
    });
    await sweepDeliveries(house());
    expect(await jobsOf(id)).toHaveLength(0);
  });

  it('after it sent makes the message go out again under the same id, by which the carrier knows it', async () => {
    const id = await aDelivery();
    carry = async (message) => {
      taken.push(message);
      // the process is gone: nobody gives the lease back or marks anything
      await new Promise(() => {});
    };
    void sendDelivery(house(), id);
    await until(() => taken.length === 1 || null);
    carry = async (message) => void taken.push(message);
    await users.sql`update deliveries set leased_until = now() where id = ${id}`;
    await sendDelivery(house(), id);
    expect(taken.map((message) => message.id)).toEqual([id, id]);
  });

  it('or seems to, and fails late, takes nothing from the one that follows', async () => {
    const id = await aDelivery();
    let fail = (_error: Error) => {};
    carry = () =>
      new Promise((_resolve, reject) => {
        fail = reject;
      });
    const late = sendDelivery(house(), id);
    const takeOver = () =>
      users.sql`update deliveries set attempts = 2, leased_until = now() + interval '1 minute' where id = ${id} and attempts = 1`;
    await until(async () => (await takeOver()).count === 1);
    fail(new SendingError('TIMEOUT', { isFinal: false }));
    await late;
    const [row] = await users.sql`select *, leased_until > now() as is_leased from deliveries where id = ${id}`;
    expect(row).toMatchObject({ status: 'PENDING', is_leased: true, last_error: null });
  });
});

it('is forgotten after ninety days, unless it is still to be sent', async () => {
  const old = { created_at: new Date('2026-01-01T00:00:00Z'), next_attempt_at: new Date('2099-01-01T00:00:00Z') };
  const ids = [
    await aDelivery({ ...old, status: 'SENT' }),
    await aDelivery({ ...old, status: 'DEAD' }),
    await aDelivery(old),
    await aDelivery({ ...old, status: 'SENT', created_at: new Date('2026-01-02T00:00:01Z') }),
  ];
  await forgetDeliveries({ ...house(), now: () => new Date('2026-04-02T00:00:00Z') });
  const left = await users.sql`select id from deliveries where id in ${users.sql(ids)} order by created_at`;
  expect(left.map(({ id }) => id)).toEqual(ids.slice(2));
});
