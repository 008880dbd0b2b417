import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { answeredEntry } from './idempotency.js';
import { ledgerEntry } from './ledger.js';
import { movedEntry } from './witness/movement.js';

const journalEntry = z.union([ledgerEntry, answeredEntry, movedEntry]);
export type JournalEntry = z.infer<typeof journalEntry>;

/** Where changes are written down. `record` is cheap; nothing recorded is certain before `flush` has resolved. */
export interface Journal extends AsyncDisposable {
  record(entry: JournalEntry): void;
  /** @throws when the entries could not be written; from then on every flush throws */
  flush(): Promise<void>;
}

/** A journal for simulators that need not outlive their process. */
export const forgetfulJournal: Journal = {
  record() {},
  async flush() {},
  async [Symbol.asyncDispose]() {},
};

/**
 * Opens `stripe-ledger.jsonl` in `dataDir`, which is created when missing.
 *
 * One line holds all entries of one flush, so a request is on file whole or not at all; a last line that was cut short
 * by a crash is dropped. Lines survive the end of the process, not of the machine: there is no fsync.
 *
 * @returns    the journal and what it held, oldest first
 * @throws Error    naming the file and line when a line is not what this program wrote
 */
export async function openJournal(dataDir: string): Promise<{ journal: Journal; entries: JournalEntry[] }> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'stripe-ledger.jsonl');
  const entries = await readEntries(path);
  return { journal: new FileJournal(await open(path, 'a')), entries };
}

async function readEntries(path: string): Promise<JournalEntry[]> {
  const content = existsSync(path) ? await readFile(path) : Buffer.alloc(0);
  const completeBytes = content.lastIndexOf('\n') + 1;
  if (completeBytes < content.length) await truncate(path, completeBytes);
  const lines = content.subarray(0, completeBytes).toString('utf8').split('\n').slice(0, -1);
  return lines.flatMap((line, index) => parseLine(path, line, index + 1));
}

function parseLine(path: string, line: string, lineNumber: number): JournalEntry[] {
  try {
    return z.array(journalEntry).parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`${path}, line ${lineNumber} is damaged: move the file away to start with an empty ledger`, {
      cause,
    });
  }
}

class FileJournal implements Journal {
  readonly #file: FileHandle;
  #recorded: JournalEntry[] = [];
  #written: Promise<void> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  record(entry: JournalEntry): void {
    this.#recorded.push(entry);
  }

  flush(): Promise<void> {
    if (this.#recorded.length > 0) {
      const line = `${JSON.stringify(this.#recorded)}\n`;
      this.#recorded = [];
      this.#written = this.#written.then(() => this.#file.appendFile(line));
    }
    return this.#written;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#file.close();
    }
  }
}
