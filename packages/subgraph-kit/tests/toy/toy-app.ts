import { fileURLToPath } from 'node:url';
import {
  Arg,
  Ctx,
  Directive,
  Field,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { z } from 'zod';
import {
  buildSubgraph,
  createLogger,
  createMetrics,
  createOutbox,
  createSubgraphServer,
  type Database,
  disposeAll,
  eventsRoute,
  InvalidInputError,
  type Live,
  listenTo,
  newId,
  openDatabase,
  openLive,
  type RequestContext,
  readSubgraphConfig,
  requireMember,
  runOnce,
  type SubgraphApp,
  startJobs,
} from '../../src/index.js';
import * as tables from './tables.js';

interface ToyContext extends RequestContext {
  readonly database: Database<typeof tables>;
  readonly live: Live;
}

const outbox = createOutbox(() => ['orders']);
const noteWritten = { name: 'note-written', schema: z.object({ noteId: z.uuid(), text: z.string() }) };

@Directive('@key(fields: "id")')
@ObjectType()
class Note {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  text!: string;
}

const toNote = (row: { id: string; text: string }) => Object.assign(new Note(), row);

@Resolver()
class NoteResolver {
  @Query(() => [Note])
  async notes(@Ctx() { database }: ToyContext): Promise<Note[]> {
    return (await database.db.select().from(tables.notes)).map(toNote);
  }

  @Query(() => String)
  whoami(@Ctx() { viewer }: ToyContext): string {
    return requireMember(viewer).id;
  }

  @Query(() => String)
  broken(@Arg('how', () => String) how: string, @Ctx() { database }: ToyContext): Promise<unknown> {
    if (how === 'input') throw new InvalidInputError('how must not be input', ['how']);
    return database.db.execute(`select secret_column from ${how}`);
  }

  @Mutation(() => Note)
  async noteWrite(
    @Arg('text', () => String) text: string,
    @Arg('idempotencyKey', () => String, { nullable: true }) key: string | null,
    @Ctx() { database, live }: ToyContext,
  ): Promise<Note> {
    const note = await database.db.transaction((tx) =>
      runOnce(
        tx,
        { scope: 'noteWrite', key: key ?? null, input: { text } },
        z.object({ id: z.string(), text: z.string() }),
        async () => {
          const row = { id: newId(), text };
          await tx.insert(tables.notes).values(row);
          const data = { noteId: row.id, text };
          await outbox.append(tx, [
            { id: newId(), name: 'note-written', version: 1, occurredAt: new Date().toISOString(), data },
          ]);
          return row;
        },
      ),
    );
    live.publish('notes', note);
    return toNote(note);
  }

  @Subscription(() => Note, { topics: 'notes' })
  noteAdded(@Root() note: Note): Note {
    return toNote(note);
  }
}

export interface ToyApp extends SubgraphApp {
  readonly heard: { noteId: string; text: string }[];
}

/** A subgraph of one table that delivers its facts to itself, to try the kit on. It passes for `orders`. */
export async function createToyApp(env: Record<string, string>): Promise<ToyApp> {
  const config = readSubgraphConfig(env, { name: 'orders', defaultPort: 0 });
  const logger = createLogger({ name: 'toy', level: config.logLevel });
  const metrics = createMetrics('toy');
  const heard: ToyApp['heard'] = [];
  const database = await openDatabase({
    url: config.databaseUrl,
    tables,
    migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)),
    applicationName: 'toy',
    poolSize: 5,
  });
  const live = openLive(config.redisUrl, (error) => logger.error(error));
  const listeners = [
    listenTo(noteWritten, async ({ data }) => {
      if (data.text === 'refuse') throw new Error('not today');
      heard.push(data);
      return undefined;
    }),
  ];
  const server = await createSubgraphServer<ToyContext>({
    config,
    logger,
    metrics,
    schema: await buildSubgraph<ToyContext>({ resolvers: [NoteResolver], pubSub: live.pubSub }),
    contextFor: (request) => ({ ...request, database, live }),
    routes: [eventsRoute({ config, db: database.db, listeners, metrics })],
    checks: { postgres: () => database.ping(), redis: () => live.ping() },
  });
  let jobs: AsyncDisposable | undefined;
  return {
    name: 'toy',
    heard,
    listen: async () => {
      await server.listen();
      jobs = await startJobs({ config: { ...config, peers: { orders: server.url } }, logger });
    },
    get url() {
      return server.url;
    },
    statementCount: () => database.statementCount(),
    [Symbol.asyncDispose]: () => disposeAll([server, ...(jobs ? [jobs] : []), live, database]),
  };
}
