import type { Sql, TransactionSql } from 'postgres';

/**
 * A statement with more parameters is one of many lengths, such as a list of keys: to keep each of them would fill the memory of the
 * connection.
 */
const MOST_PARAMETERS = 24;

/**
 * The same client, whose connections keep their statements ready: drizzle asks for that only where a statement was given a name. One that
 * was said before on its connection goes there and back once instead of twice, and is neither parsed nor planned again.
 */
export function keepStatements<Client extends Sql | TransactionSql>(client: Client): Client {
  return new Proxy(client, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (name === 'unsafe') return unsafe(target);
      if (typeof member !== 'function' || (name !== 'begin' && name !== 'savepoint')) return member;
      // drizzle gives what is to be done inside, and nothing else
      return (scope: Scope) => Reflect.apply(member, target, [(inner: TransactionSql) => scope(keepStatements(inner))]);
    },
  });
}

type Scope = (client: TransactionSql) => unknown;

function unsafe(client: Sql | TransactionSql): Sql['unsafe'] {
  return (text, parameters = [], options = {}) =>
    client.unsafe(text, parameters, { ...options, prepare: parameters.length <= MOST_PARAMETERS });
}
