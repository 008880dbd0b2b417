import type { Counter, Logger, Outbox, RequestContext } from '@souk/subgraph-kit';
import type { UsersConfig } from './config.js';
import type { UsersDatabase } from './data/database.js';
import type * as tables from './data/tables.js';
import type { UsersLoaders } from './data/user.loaders.js';
import type { AccessTokens } from './use-cases/access-tokens.js';
import type { Senders } from './use-cases/sender.js';

export type UsersTables = typeof tables;

/** What the use cases work with; made once by `app.ts`. */
export interface UsersDependencies {
  readonly database: UsersDatabase;
  readonly outbox: Outbox;
  readonly config: UsersConfig;
  readonly accessTokens: AccessTokens;
  readonly senders: Senders;
  readonly logger: Logger;
  readonly deliveriesCounter: Counter<'channel' | 'outcome'>;
  readonly now: () => Date;
}

export interface UsersContext extends RequestContext {
  readonly app: UsersDependencies;
  readonly loaders: UsersLoaders;
}
