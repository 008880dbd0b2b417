import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type OperationRecord, usageRecord } from '../usage/usage-record.js';
import { SchemaCheckError } from './schema-check-error.js';

/** An operation that was asked for, with all that asked. */
export interface UsedOperation extends OperationRecord {
  readonly clients: readonly UsedBy[];
}

export interface UsedBy {
  /** Absent when it did not say its name. */
  readonly client?: string;
  readonly version?: string;
  readonly count: number;
  readonly lastSeen: Date;
}

/**
 * Reads what routers have written into a folder.
 *
 * @param since    counts before it do not count
 * @throws SchemaCheckError    no folder, or a line that no router wrote
 */
export async function readUsage(dir: string, since: Date): Promise<UsedOperation[]> {
  const operations = new Map<string, OperationRecord>();
  const clients = new Map<string, Map<string, UsedBy>>();
  for (const file of await usageFiles(dir, since)) {
    for await (const record of recordsOf(join(dir, file))) {
      if (record.kind === 'operation') {
        operations.set(record.signature, record);
        continue;
      }
      const at = new Date(record.at);
      if (at < since) continue;
      const { signature, client, version, count } = record;
      const ofOperation = clients.get(signature) ?? new Map<string, UsedBy>();
      clients.set(signature, ofOperation);
      const key = JSON.stringify([client, version]);
      const before = ofOperation.get(key);
      const lastSeen = before && before.lastSeen > at ? before.lastSeen : at;
      ofOperation.set(key, {
        ...(client !== undefined && { client }),
        ...(version !== undefined && { version }),
        count: (before?.count ?? 0) + count,
        lastSeen,
      });
    }
  }
  return [...operations.values()].flatMap((operation) => {
    const used = clients.get(operation.signature);
    return used ? [{ ...operation, clients: [...used.values()].sort((one, other) => other.count - one.count) }] : [];
  });
}

/** By the hour in their names, which is that of their last counts. */
async function usageFiles(dir: string, since: Date): Promise<string[]> {
  const hour = since.toISOString().slice(0, 13);
  const names = await readdir(dir).catch((cause: unknown) => {
    throw new SchemaCheckError(`The folder of usage ${dir} cannot be read`, { cause });
  });
  return names.filter((name) => /^usage-.*\.jsonl$/.test(name) && name.slice(6, 19) >= hour).sort();
}

async function* recordsOf(file: string) {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number++;
    yield parseLine(line, `${file}:${number}`);
  }
}

function parseLine(line: string, place: string) {
  try {
    return usageRecord.parse(JSON.parse(line));
  } catch (cause) {
    throw new SchemaCheckError(`${place} is no line of usage`, { cause });
  }
}
