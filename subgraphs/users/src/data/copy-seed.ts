import { hash } from '@node-rs/bcrypt';
import { DEMO_PASSWORD, type SeedUser, type World } from '@souk/demo-world';
import { arrayLiteral, type CopyValue, copyRows } from '@souk/subgraph-kit';

const BCRYPT_COST = 12;

/** Copies accounts, address books and sellers of the demo world; everyone has the demo password. */
export async function copySeed(databaseUrl: string, world: World, onProgress: (rows: number) => void): Promise<void> {
  const passwordHash = await hash(DEMO_PASSWORD, { cost: BCRYPT_COST });
  await copyRows(databaseUrl, {
    table: 'users',
    columns: [
      'id',
      'email',
      'email_key',
      'first_name',
      'last_name',
      'phone',
      'password_hash',
      'roles',
      'created_at',
      'updated_at',
    ],
    rows: userRows(world.users(), passwordHash),
    onProgress,
  });
  await copyRows(databaseUrl, {
    table: 'addresses',
    columns: [
      'id',
      'user_id',
      'recipient',
      'line1',
      'line2',
      'city',
      'region',
      'postal_code',
      'country',
      'phone',
      'is_default',
      'created_at',
    ],
    rows: addressRows(world.users()),
    onProgress,
  });
  await copyRows(databaseUrl, {
    table: 'sellers',
    columns: ['user_id', 'slug', 'name', 'description', 'created_at'],
    rows: sellerRows(world),
    onProgress,
  });
}

function* userRows(users: Iterable<SeedUser>, passwordHash: string): Generator<CopyValue[]> {
  for (const { id, email, firstName, lastName, phone, roles, createdAt } of users) {
    const emailKey = email.toLowerCase();
    yield [id, email, emailKey, firstName, lastName, phone, passwordHash, arrayLiteral(roles), createdAt, createdAt];
  }
}

function* addressRows(users: Iterable<SeedUser>): Generator<CopyValue[]> {
  for (const { id: userId, addresses, createdAt } of users) {
    for (const { id, recipient, line1, line2, city, region, postalCode, country, phone, isDefault } of addresses) {
      yield [id, userId, recipient, line1, line2, city, region, postalCode, country, phone, isDefault, createdAt];
    }
  }
}

function* sellerRows(world: World): Generator<CopyValue[]> {
  for (const { id, slug, name, description, createdAt } of world.sellers()) {
    yield [id, slug, name, description, createdAt];
  }
}
