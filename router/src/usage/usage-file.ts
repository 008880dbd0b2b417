import { randomUUID } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CountRecord, OperationRecord } from './usage-record.js';

export interface UsageBatch {
  /** Of every operation that is counted in the batch. */
  readonly operations: readonly OperationRecord[];
  readonly counts: readonly CountRecord[];
}

/**
 * Writes usage as JSON lines, into a file of its own for each hour: `usage-2026-01-31T09-<process>.jsonl`. Each file
 * stands by itself: it has every operation that it counts. Files are never deleted here.
 */
export class UsageFile {
  readonly #dir: string;
  readonly #process = randomUUID().slice(0, 8);
  readonly #operations = new Set<string>();
  #hour = '';

  constructor(dir: string) {
    this.#dir = dir;
  }

  async append({ operations, counts }: UsageBatch, now: Date): Promise<void> {
    if (counts.length === 0) return;
    const hour = now.toISOString().slice(0, 13);
    if (hour !== this.#hour) this.#operations.clear();
    this.#hour = hour;
    const unknown = operations.filter(({ signature }) => !this.#operations.has(signature));
    const lines = [...unknown, ...counts].map((record) => `${JSON.stringify(record)}\n`);
    await mkdir(this.#dir, { recursive: true });
    await appendFile(join(this.#dir, `usage-${hour}-${this.#process}.jsonl`), lines.join(''));
    for (const { signature } of unknown) this.#operations.add(signature);
  }
}
