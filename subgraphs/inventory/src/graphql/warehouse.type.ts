import { CountryCode, connectionOf, DateTime, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('Warehouse', { description: 'A place that sends parcels.' })
export class WarehouseType {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'Short, unique, and never changed.' })
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CountryCode)
  country!: string;

  @Field(() => Int, { description: '1 is asked first.' })
  priority!: number;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime)
  updatedAt!: Date;
}

export const WarehouseConnection = connectionOf('Warehouse', () => WarehouseType);

@ObjectType()
export class WarehousePayload {
  @Field(() => WarehouseType, { nullable: true, description: 'Null when nothing was changed.' })
  warehouse!: WarehouseType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}
