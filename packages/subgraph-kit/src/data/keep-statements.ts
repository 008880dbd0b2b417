import type { Sql, TransactionSql } from 'postgres';

/**
 * A statement with more parameters is one of many lengths, such as a list of keys: to keep each of them would fill the memory of the
 * connection.
 */
const MOST_PARAMETERS = 24;

/**
 * The same client, whose connections keep the statements of transactions ready: drizzle asks for that only where a statement was given a
 * name. One that was said before on its connection goes there and back once instead of twice, and is neither parsed nor planned again.
 *
 * @NOTE Not outside of transactions: the client sends kept statements without waiting for the one before, so that a `begin` could come
 * among statements of others, and a statement wait behind one that waits for a lock.
 */
export function keepStatements(client: Sql): Sql {
  return new Proxy(client, {
    get: (target, name) => (name === 'begin' ? within(target, target.begin) : member(target, name)),
  });
}

function inTransaction(client: TransactionSql): TransactionSql {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'unsafe') return keeping(target);
      return name === 'savepoint' ? within(target, target.savepoint) : member(target, name);
    },
  });
}

function keeping(client: TransactionSql): Sql['unsafe'] {
  return (text, parameters = [], options = {}) =>
    client.unsafe(text, parameters, { ...options, prepare: parameters.length <= MOST_PARAMETERS });
}

type Scope = (client: TransactionSql) => unknown;

/** Drizzle gives what is to be done inside, and nothing else. */
function within(client: object, open: (scope: Scope) => unknown) {
  return (scope: Scope) => Reflect.apply(open, client, [(inner: TransactionSql) => scope(inTransaction(inner))]);
}

function member(client: object, name: string | symbol): unknown {
  return Reflect.get(client, name);
}
