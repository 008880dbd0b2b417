export const HELP = `Usage: npm start -- [options]

Starts the whole of Souk on this machine and stops it with Ctrl-C.

  --seed demo|small|medium|large|none   what to fill empty databases with (default demo: 60 products;
                                        small 1,000, medium 10,000, large 100,000 products)
  --reset                               delete the databases first, without asking
  --processes                           one process for each subgraph and the router, as in production (needs a real Redis)
  --help                                this text

Environment
  PORT                  of the router (4000); the subgraphs and the simulator take the seven after it where they are free
  DATABASE_URL          a PostgreSQL server of your own; or USERS_DATABASE_URL, PRODUCTS_DATABASE_URL, … one each
  REDIS_URL             a Redis of your own; else redis-server or valkey-server on PATH, else an in-process stand-in
  STRIPE_SECRET_KEY     with STRIPE_WEBHOOK_SECRET: real Stripe in place of the simulator
  LOG_LEVEL             of all parts (warn)
  SOUK_DATA_DIR         databases, keys and the lock (.data)
`;
