import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { ClientFacts } from '../pipeline/operation-request.js';
import type { ParsedDocument } from '../planning/parsed-document.js';
import { signOperation } from './sign-operation.js';
import { UsageFile } from './usage-file.js';
import type { CountRecord, OperationRecord } from './usage-record.js';
import { usedCoordinates } from './used-coordinates.js';

export interface UsageRecorderOptions {
  readonly dir: string;
  readonly flushSeconds: number;
  readonly logger: Logger;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

/** What one operation has been asked for since the last flush. */
interface OperationUse {
  readonly record: OperationRecord;
  readonly clients: Map<string, ClientUse>;
}

interface ClientUse extends Pick<CountRecord, 'client' | 'version'> {
  count: number;
}

const MAX_OPERATIONS = 10_000;
const MAX_CLIENTS = 200;
const MAX_NAME = 100;

/** Names of clients are free text: beyond so many of one operation the rest is counted together. */
const OTHERS = { client: '(others)' };

/**
 * Counts which operations clients ask for, and writes the counts where `schema-check` reads them. What an operation uses
 * is worked out once; a request costs a look-up and an addition.
 */
export class UsageRecorder implements AsyncDisposable {
  readonly #options: UsageRecorderOptions;
  readonly #file: UsageFile;
  readonly #known = new WeakMap<OperationDefinitionNode, OperationRecord>();
  readonly #timer: NodeJS.Timeout;
  #uses = new Map<string, OperationUse>();
  #uncounted = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: UsageRecorderOptions) {
    this.#options = options;
    this.#file = new UsageFile(options.dir);
    this.#timer = setInterval(() => void this.flush(), options.flushSeconds * 1000);
    this.#timer.unref();
  }

  /** @param operation    of the document, which is valid against the schema */
  record(
    schema: GraphQLSchema,
    { document }: ParsedDocument,
    operation: OperationDefinitionNode,
    by: ClientFacts,
  ): void {
    let record = this.#known.get(operation);
    if (!record) {
      record = recordOf(schema, document, operation);
      this.#known.set(operation, record);
    }
    const use = this.#useOf(record);
    if (!use) this.#uncounted++;
    else clientUse(use.clients, by).count++;
  }

  /** Writes what was counted; resolves when it is written, or has failed, which is logged: then it is lost. */
  flush(): Promise<void> {
    const uses = this.#uses;
    this.#uses = new Map();
    this.#writing = this.#writing.then(() => this.#write(uses));
    return this.#writing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  #useOf(record: OperationRecord): OperationUse | undefined {
    const known = this.#uses.get(record.signature);
    if (known || this.#uses.size >= MAX_OPERATIONS) return known;
    const use = { record, clients: new Map() };
    this.#uses.set(record.signature, use);
    return use;
  }

  async #write(uses: ReadonlyMap<string, OperationUse>): Promise<void> {
    const { logger, now } = this.#options;
    const time = now?.() ?? new Date();
    const at = time.toISOString();
    const operations = [...uses.values()].map(({ record }) => record);
    const counts = [...uses.values()].flatMap(({ record: { signature }, clients }) =>
      [...clients.values()].map((use): CountRecord => ({ kind: 'count', signature, ...use, at })),
    );
    if (this.#uncounted > 0)
      logger.warn({ requests: this.#uncounted }, 'Too many operations for their use to be counted');
    this.#uncounted = 0;
    await this.#file.append({ operations, counts }, time).catch((error: unknown) => {
      logger.error({ err: error, counts: counts.length }, 'The use of operations could not be written');
    });
  }
}

function recordOf(
  schema: GraphQLSchema,
  document: ParsedDocument['document'],
  operation: OperationDefinitionNode,
): OperationRecord {
  const { signature, text, document: own } = signOperation(document, operation);
  return {
    kind: 'operation',
    signature,
    ...(operation.name && { name: operation.name.value }),
    type: operation.operation,
    text,
    coordinates: usedCoordinates(schema, own),
  };
}

function clientUse(clients: Map<string, ClientUse>, { name, version }: ClientFacts): ClientUse {
  const key = `${name ?? ''}\n${version ?? ''}`;
  const known = clients.get(key) ?? (clients.size < MAX_CLIENTS ? undefined : clients.get(''));
  if (known) return known;
  const isOneMore = clients.size >= MAX_CLIENTS;
  const use = isOneMore
    ? { ...OTHERS, count: 0 }
    : { ...shown('client', name), ...shown('version', version), count: 0 };
  clients.set(isOneMore ? '' : key, use);
  return use;
}

function shown(key: 'client' | 'version', text: string | undefined): { client?: string; version?: string } {
  return text === undefined ? {} : { [key]: text.slice(0, MAX_NAME) };
}
