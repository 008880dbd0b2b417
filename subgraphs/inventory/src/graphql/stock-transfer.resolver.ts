import { encodeCursor, isId, requireId, requireRole } from '@souk/subgraph-kit';
import { anInputError, pageSize, toPage } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { InventoryContext } from '../context.js';
import { STOCK_ERROR_CODES } from '../domain/stock.errors.js';
import type { TransferStatus } from '../domain/transfer-status.js';
import { createTransfer } from '../use-cases/create-transfer.js';
import { listTransfers, NEWEST_TRANSFERS } from '../use-cases/list-transfers.js';
import { cancelTransfer, type MovedTransfer, receiveTransfer, shipTransfer } from '../use-cases/move-transfer.js';
import {
  requireReceived,
  requireTransferPlan,
  StockTransferCreateInput,
  StockTransferReceiveInput,
  StockTransferStepInput,
} from './stock-transfer.inputs.js';
import {
  aTransferShortError,
  StockTransferConnection,
  StockTransferPayload,
  StockTransferType,
  TransferStatusEnum,
} from './stock-transfer.type.js';

@Resolver()
export class StockTransferResolver {
  @Query(() => StockTransferType, { nullable: true, description: 'For admins.' })
  async stockTransfer(
    @Arg('id', () => ID) id: string,
    @Ctx() context: InventoryContext,
  ): Promise<StockTransferType | null> {
    requireRole(context.viewer, 'ADMIN');
    return isId(id) ? context.loaders.transfer.load(id) : null;
  }

  @Query(() => StockTransferConnection, { description: 'Newest first; for admins.' })
  async stockTransfers(
    @Ctx() context: InventoryContext,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
    @Arg('status', () => TransferStatusEnum, { nullable: true }) status: TransferStatus | null = null,
  ) {
    requireRole(context.viewer, 'ADMIN');
    const size = pageSize(first);
    const { rows, countAll } = await listTransfers(context.app, { first: size, after, status });
    const cursorOf = ({ id }: { id: string }) => encodeCursor(NEWEST_TRANSFERS, [id]);
    return StockTransferConnection.of(toPage(rows, { first: size, after, cursorOf, nodeOf: (row) => row, countAll }));
  }

  @Mutation(() => StockTransferPayload, { description: 'Plans a transfer; nothing moves yet. For admins.' })
  async stockTransferCreate(
    @Arg('input', () => StockTransferCreateInput) input: StockTransferCreateInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockTransferPayload> {
    const member = requireRole(context.viewer, 'ADMIN');
    const id = await createTransfer(context.app, { member, plan: requireTransferPlan(input) });
    return { transfer: await context.loaders.transfer.load(id), userErrors: [] };
  }

  @Mutation(() => StockTransferPayload, {
    description: 'The pieces leave the shelf, and are in nobody’s stock until they are received. For admins.',
  })
  async stockTransferShip(
    @Arg('input', () => StockTransferStepInput) input: StockTransferStepInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockTransferPayload> {
    requireRole(context.viewer, 'ADMIN');
    return toPayload(await shipTransfer(context.app, requireTransferId(input)));
  }

  @Mutation(() => StockTransferPayload, { description: 'What arrived lies on the other shelf. For admins.' })
  async stockTransferReceive(
    @Arg('input', () => StockTransferReceiveInput) input: StockTransferReceiveInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockTransferPayload> {
    requireRole(context.viewer, 'ADMIN');
    return toPayload(await receiveTransfer(context.app, requireTransferId(input), requireReceived(input)));
  }

  @Mutation(() => StockTransferPayload, {
    description: 'What was on its way lies where it came from. For admins.',
  })
  async stockTransferCancel(
    @Arg('input', () => StockTransferStepInput) input: StockTransferStepInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockTransferPayload> {
    requireRole(context.viewer, 'ADMIN');
    return toPayload(await cancelTransfer(context.app, requireTransferId(input)));
  }
}

function requireTransferId({ transferId }: { transferId: string }): string {
  return requireId(transferId, ['input', 'transferId']);
}

function toPayload(result: MovedTransfer): StockTransferPayload {
  switch (result.kind) {
    case 'moved':
      return { transfer: result.transfer, userErrors: [] };
    case 'short':
      return { transfer: null, userErrors: result.lines.map(aTransferShortError) };
    case 'wrong status': {
      const message = `This can’t be done with a transfer that is ${result.status}`;
      return {
        transfer: null,
        userErrors: [anInputError(STOCK_ERROR_CODES.wrongStatus, message, ['input', 'transferId'])],
      };
    }
  }
}
