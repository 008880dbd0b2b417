import { requireId, requireMember } from '@souk/subgraph-kit';
import { requireAddress } from '@souk/subgraph-kit/graphql';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { UsersContext } from '../context.js';
import { createAddress, deleteAddress, updateAddress } from '../use-cases/keep-address-book.js';
import { AddressCreateInput, AddressDeleteInput, AddressUpdateInput } from './user.inputs.js';
import { AddressPayload, toUserErrors } from './user.payloads.js';

@Resolver()
export class AddressResolver {
  @Mutation(() => AddressPayload, { description: 'The first address becomes the default.' })
  async addressCreate(
    @Arg('input', () => AddressCreateInput) input: AddressCreateInput,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<AddressPayload> {
    const outcome = await createAddress(app, requireMember(viewer), {
      address: requireAddress(input, ['input']),
      isDefault: input.isDefault,
      idempotencyKey: input.idempotencyKey ?? null,
    });
    if (outcome.kind === 'refused') return { address: null, userErrors: toUserErrors(outcome.complaints) };
    return { address: outcome.value, userErrors: [] };
  }

  @Mutation(() => AddressPayload)
  async addressUpdate(
    @Arg('input', () => AddressUpdateInput) input: AddressUpdateInput,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<AddressPayload> {
    const address = await updateAddress(app, requireMember(viewer), {
      id: requireId(input.id, ['input', 'id']),
      address: requireAddress(input, ['input']),
      isDefault: input.isDefault ?? null,
    });
    return { address, userErrors: [] };
  }

  @Mutation(() => AddressPayload, { description: 'Answers with what was deleted.' })
  async addressDelete(
    @Arg('input', () => AddressDeleteInput) input: AddressDeleteInput,
    @Ctx() { app, viewer }: UsersContext,
  ): Promise<AddressPayload> {
    const id = requireId(input.id, ['input', 'id']);
    return { address: await deleteAddress(app, requireMember(viewer), id), userErrors: [] };
  }
}
