import { v7 } from 'uuid';
import { z } from 'zod';

/** What every fact carries, whatever it says. */
export const envelopeSchema = z.object({
  /** UUIDv7; the inbox of each subscriber knows it, so a second delivery changes nothing. */
  id: z.uuid(),
  name: z.string().min(1).max(100),
  /** The version of the thing the fact is about; a listener ignores what is older than what it has. */
  version: z.int().nonnegative(),
  occurredAt: z.iso.datetime(),
  data: z.unknown(),
});

export type EventEnvelope = z.infer<typeof envelopeSchema>;

/** A kind of fact: its name, who listens, and the parser of what it says. */
export interface EventType<Name extends string = string, Data = unknown> {
  readonly name: Name;
  readonly subscribers: readonly Subgraph[];
  readonly schema: z.ZodType<Data>;
}

export type EventData<E> = E extends EventType<string, infer Data> ? Data : never;

export type Subgraph = 'users' | 'products' | 'carts' | 'orders' | 'inventory' | 'recommendations';

export function defineEvent<const Name extends string, Data>(
  name: Name,
  subscribers: readonly Subgraph[],
  schema: z.ZodType<Data>,
): EventType<Name, Data> {
  return { name, subscribers, schema };
}

/**
 * One fact, ready for the outbox.
 *
 * @param version  of the thing it is about, ≥ 0; rises with each change
 * @throws ZodError when `data` is not what the event's parser says: a publisher's bug, found before it is committed
 */
export function anEvent<Data>(
  type: EventType<string, Data>,
  { data, version, at }: { data: Data; version: number; at: Date },
): EventEnvelope {
  return { id: v7(), name: type.name, version, occurredAt: at.toISOString(), data: type.schema.parse(data) };
}
