import { encodeCursor, isId, requireId, requireRole, requireText } from '@souk/subgraph-kit';
import { anInputError, pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';
import { COUNT_LINES_BY_VARIANT, listCountLines } from '../use-cases/list-count-lines.js';
import { type CountStep, cancelCount, closeCount, enterCount, openCount } from '../use-cases/take-stock.js';
import {
  requireCounted,
  StockCountEnterInput,
  StockCountOpenInput,
  StockCountStepInput,
} from './stock-count.inputs.js';
import {
  aCountBelowReservedError,
  StockCountLineConnection,
  StockCountLineType,
  StockCountPayload,
  StockCountType,
} from './stock-count.type.js';

@Resolver()
export class StockCountResolver {
  @Query(() => StockCountType, { nullable: true, description: 'For admins.' })
  async stockCount(@Arg('id', () => ID) id: string, @Ctx() context: InventoryContext): Promise<StockCountType | null> {
    requireRole(context.viewer, 'ADMIN');
    return isId(id) ? context.loaders.count.load(id) : null;
  }

  @Query(() => StockCountLineConnection, { description: 'By variant; for admins.' })
  async stockCountLines(
    @Ctx() context: InventoryContext,
    @Arg('countId', () => ID) countId: string,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ) {
    requireRole(context.viewer, 'ADMIN');
    const size = pageSize(first);
    const list = { countId: requireId(countId, ['countId']), first: size, after };
    const { rows, countAll } = await listCountLines(context.app, list);
    return StockCountLineConnection.of(
      toPage(rows, {
        first: size,
        after,
        cursorOf: ({ variantId }) => encodeCursor(COUNT_LINES_BY_VARIANT, [variantId]),
        nodeOf: (row) => Object.assign(new StockCountLineType(), row),
        countAll,
      }),
    );
  }

  @Mutation(() => StockCountPayload, { description: 'Opens a stock-taking of one warehouse; for admins.' })
  async stockCountOpen(
    @Arg('input', () => StockCountOpenInput) input: StockCountOpenInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockCountPayload> {
    const member = requireRole(context.viewer, 'ADMIN');
    const warehouseId = requireId(input.warehouseId, ['input', 'warehouseId']);
    const note = input.note == null ? null : requireText(input.note, ['input', 'note'], { max: 200 });
    const id = await openCount(context.app, { member, warehouseId, note, idempotencyKey: input.idempotencyKey });
    if (id) return { count: await context.loaders.count.load(id), userErrors: [] };
    const message = 'Another count of this warehouse is open';
    return { count: null, userErrors: [anInputError(STOCK_ERROR_CODES.countOpen, message, ['input', 'warehouseId'])] };
  }

  @Mutation(() => StockCountPayload, {
    description: 'Notes how many pieces lie on the shelf, beside how many should at this moment; for admins.',
  })
  async stockCountEnter(
    @Arg('input', () => StockCountEnterInput) input: StockCountEnterInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockCountPayload> {
    const member = requireRole(context.viewer, 'ADMIN');
    return toPayload(
      await enterCount(context.app, { member, ...requireCountId(input), counted: requireCounted(input) }),
    );
  }

  @Mutation(() => StockCountPayload, {
    description: 'Each difference becomes a movement; what was sold since a number was entered stays sold. For admins.',
  })
  async stockCountClose(
    @Arg('input', () => StockCountStepInput) input: StockCountStepInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockCountPayload> {
    requireRole(context.viewer, 'ADMIN');
    return toPayload(await closeCount(context.app, requireCountId(input)));
  }

  @Mutation(() => StockCountPayload, { description: 'Ends the count without a change of stock; for admins.' })
  async stockCountCancel(
    @Arg('input', () => StockCountStepInput) input: StockCountStepInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockCountPayload> {
    requireRole(context.viewer, 'ADMIN');
    return toPayload(await cancelCount(context.app, requireCountId(input)));
  }
}

function requireCountId({ countId }: { countId: string }): { countId: string } {
  return { countId: requireId(countId, ['input', 'countId']) };
}

function toPayload(result: CountStep): StockCountPayload {
  switch (result.kind) {
    case 'done':
      return { count: result.count, userErrors: [] };
    case 'below reserved':
      return { count: null, userErrors: result.lines.map(aCountBelowReservedError) };
    case 'wrong status': {
      const message = `This can’t be done with a count that is ${result.status}`;
      return { count: null, userErrors: [anInputError(STOCK_ERROR_CODES.wrongStatus, message, ['input', 'countId'])] };
    }
  }
}
