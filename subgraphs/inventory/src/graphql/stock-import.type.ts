import { connectionOf, DateTime, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  IMPORT_ERRORS,
  IMPORT_MODES,
  IMPORT_STATUSES,
  type ImportMode,
  type ImportStatus,
} from '../domain/stock-import.js';

const enumOf = (values: readonly string[]) => Object.fromEntries(values.map((value) => [value, value]));

export const ImportModeEnum = enumOf(IMPORT_MODES);
export const ImportStatusEnum = enumOf(IMPORT_STATUSES);
export const ImportErrorCodeEnum = enumOf(Object.keys(IMPORT_ERRORS));

registerEnumType(ImportModeEnum, {
  name: 'StockImportMode',
  description: 'What happens when rows have errors: nothing at all, or what the other rows say.',
});
registerEnumType(ImportStatusEnum, {
  name: 'StockImportStatus',
  description: 'REFUSED: a row of an ALL_OR_NOTHING import had an error, so nothing was changed.',
});
registerEnumType(ImportErrorCodeEnum, {
  name: 'StockImportErrorCode',
  description: Object.entries(IMPORT_ERRORS)
    .map(([code, meaning]) => `${code}: ${meaning}.`)
    .join(' '),
});

@ObjectType('StockImport', { description: 'Rows of CSV that change what lies on shelves.' })
export class StockImportType {
  @Field(() => ID)
  id!: string;

  @Field(() => ImportModeEnum)
  mode!: ImportMode;

  @Field(() => ImportStatusEnum)
  status!: ImportStatus;

  @Field(() => Int)
  rowCount!: number;

  @Field(() => Int, { description: 'Rows that were looked at so far.' })
  doneRows!: number;

  @Field(() => Int, { description: 'Rows without an error that are done.' })
  appliedRows!: number;

  @Field(() => DateTime)
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true })
  endedAt!: Date | null;
}

@ObjectType('StockImportError')
export class StockImportErrorType {
  @Field(() => Int, { description: 'Of the text, from 1, which is the header.' })
  line!: number;

  @Field(() => String)
  sku!: string;

  @Field(() => ImportErrorCodeEnum)
  code!: string;
}

export const StockImportErrorConnection = connectionOf('StockImportError', () => StockImportErrorType);

@ObjectType()
export class StockImportPayload {
  @Field(() => StockImportType, { nullable: true, description: 'Null when the text can’t be read.' })
  import!: StockImportType | null;

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[];
}
