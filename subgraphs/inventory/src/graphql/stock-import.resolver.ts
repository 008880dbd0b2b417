import { encodeCursor, requireId, requireRole } from '@souk/subgraph-kit';
import { anInputError, pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';
import { MAX_IMPORT_ROWS } from '../domain/stock-import.js';
import { findImportOf, IMPORT_ERRORS_BY_LINE, listImportErrors } from '../use-cases/follow-import.js';
import { type StartedImport, startImport } from '../use-cases/start-import.js';
import { requireCsv, StockImportInput } from './stock-import.inputs.js';
import { StockImportErrorConnection, StockImportPayload, StockImportType } from './stock-import.type.js';

@Resolver()
export class StockImportResolver {
  @Query(() => StockImportType, { nullable: true, description: 'How far it is; for who began it, and admins.' })
  async stockImport(
    @Arg('id', () => ID) id: string,
    @Ctx() context: InventoryContext,
  ): Promise<StockImportType | null> {
    return findImportOf(context.app, requireRole(context.viewer, 'SELLER', 'ADMIN'), id);
  }

  @Query(() => StockImportErrorConnection, { description: 'Its report, by line; for who began it, and admins.' })
  async stockImportErrors(
    @Ctx() context: InventoryContext,
    @Arg('importId', () => ID) importId: string,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ) {
    const member = requireRole(context.viewer, 'SELLER', 'ADMIN');
    const size = pageSize(first);
    const list = { member, importId: requireId(importId, ['importId']), first: size, after };
    const { rows, countAll } = await listImportErrors(context.app, list);
    const cursorOf = ({ line }: { line: number }) => encodeCursor(IMPORT_ERRORS_BY_LINE, [line]);
    return StockImportErrorConnection.of(
      toPage(rows, { first: size, after, cursorOf, nodeOf: (row) => row, countAll }),
    );
  }

  @Mutation(() => StockImportPayload, {
    description: 'Begins to change stock by rows of CSV; for admins, and for sellers with their own variants.',
  })
  async stockImportStart(
    @Arg('input', () => StockImportInput) input: StockImportInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockImportPayload> {
    const member = requireRole(context.viewer, 'SELLER', 'ADMIN');
    const { mode, idempotencyKey } = input;
    const result = await startImport(context.app, { member, csv: requireCsv(input), mode, idempotencyKey });
    if (result.kind !== 'started') return { import: null, userErrors: [errorOf(result.kind)] };
    return { import: await findImportOf(context.app, member, result.importId), userErrors: [] };
  }
}

const REASONS: Readonly<Record<Exclude<StartedImport['kind'], 'started'>, string>> = {
  'not csv': 'The text is no CSV: a quote is not closed, or stands in the middle of a field',
  'wrong header': 'The first line must be sku,warehouse,onHand or sku,warehouse,delta',
  'no rows': 'There is nothing below the header',
  'too many rows': `An import has at most ${MAX_IMPORT_ROWS} rows`,
};

function errorOf(kind: keyof typeof REASONS) {
  const { importTooLong, importUnreadable } = STOCK_ERROR_CODES;
  const code = kind === 'too many rows' ? importTooLong : importUnreadable;
  return anInputError(code, REASONS[kind], ['input', 'csv']);
}
