import { InvalidInputError, requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { CountryCode } from '@souk/subgraph-kit/graphql';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class WarehouseCreateInput {
  @Field(() => String, { description: 'Letters, digits and hyphens, at most 20; stored in upper case.' })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CountryCode)
  country!: string;

  @Field(() => Int, { description: '1–1000; 1 is asked first.' })
  priority!: number;

  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null;
}

@InputType()
export class WarehouseUpdateInput {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => CountryCode, { nullable: true })
  country?: string | null;

  @Field(() => Int, { nullable: true, description: '1–1000; 1 is asked first.' })
  priority?: number | null;
}

interface WarehouseFacts {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly priority: number;
}

/** @throws InvalidInputError */
export function requireWarehouse(input: WarehouseCreateInput): WarehouseFacts {
  return {
    code: requireCode(input.code),
    name: requireName(input.name),
    country: input.country.toUpperCase(),
    priority: requirePriority(input.priority),
  };
}

/** What is absent or null stays as it is. @throws InvalidInputError */
export function requireWarehouseChanges(input: WarehouseUpdateInput): {
  id: string;
  changes: Partial<Omit<WarehouseFacts, 'code'>>;
} {
  const { name, country, priority } = input;
  return {
    id: requireId(input.id, ['input', 'id']),
    changes: {
      ...(name == null ? {} : { name: requireName(name) }),
      ...(country == null ? {} : { country: country.toUpperCase() }),
      ...(priority == null ? {} : { priority: requirePriority(priority) }),
    },
  };
}

const CODE = /^[A-Z0-9-]{1,20}$/;

function requireCode(value: string): string {
  const code = value.trim().toUpperCase();
  if (CODE.test(code)) return code;
  throw new InvalidInputError('input.code must have 1–20 letters, digits or hyphens', ['input', 'code']);
}

function requireName(value: string): string {
  return requireText(value, ['input', 'name'], { max: 120 });
}

function requirePriority(value: number): number {
  return requireInteger(value, ['input', 'priority'], { min: 1, max: 1_000 });
}
