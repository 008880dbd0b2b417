import { type FSWatcher, watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type SupergraphListener, type SupergraphSource, SupergraphSourceError } from './supergraph-source.js';

export interface WatchedFileOptions {
  readonly path: string;
  /** When false, the file is read again at `refresh` only. */
  readonly isWatched: boolean;
  /** How often the file is looked at where the file system tells nothing, in milliseconds. */
  readonly pollIntervalMs: number;
}

/** One change of a file is several events; what is being written is left alone meanwhile. */
const SETTLE_MS = 100;

/**
 * A supergraph in a file.
 *
 * Its folder is watched, not the file: editors replace a file by renaming another, and Kubernetes replaces a ConfigMap's
 * by renaming a symbolic link beside it. Because some file systems report nothing (and a link may lead out of the folder),
 * the file is looked at from time to time as well.
 */
export class WatchedFile implements SupergraphSource {
  readonly #options: WatchedFileOptions;
  #watcher: FSWatcher | undefined;
  #settling: NodeJS.Timeout | undefined;
  #polling: NodeJS.Timeout | undefined;
  #stampRead = '';
  /** Looks follow one another, so that an older text is never told after a newer one. */
  #lastLook: Promise<void> = Promise.resolve();
  #listener: SupergraphListener | undefined;

  constructor(options: WatchedFileOptions) {
    this.#options = options;
  }

  async open(listener: SupergraphListener): Promise<string> {
    const text = await this.#read();
    this.#listener = listener;
    if (this.#options.isWatched) this.#watch();
    return text;
  }

  refresh(): Promise<void> {
    this.#stampRead = '';
    return this.#look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener = undefined;
    clearTimeout(this.#settling);
    clearInterval(this.#polling);
    this.#watcher?.close();
    await this.#lastLook;
  }

  #watch(): void {
    const { path, pollIntervalMs } = this.#options;
    this.#polling = setInterval(() => void this.#look(), pollIntervalMs);
    try {
      this.#watcher = watch(dirname(path), () => this.#lookSoon());
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // No more watches are to be had from the system: polling remains.
    }
  }

  /** Not put off by further events: in a busy folder there would be no end of them. */
  #lookSoon(): void {
    if (!this.#listener) return;
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      void this.#look();
    }, SETTLE_MS);
  }

  #look(): Promise<void> {
    this.#lastLook = this.#lastLook.then(() => this.#readIfChanged());
    return this.#lastLook;
  }

  async #readIfChanged(): Promise<void> {
    try {
      const stamp = await this.#stamp();
      if (stamp === this.#stampRead) return;
      const text = await this.#read();
      if (stamp === (await this.#stamp())) this.#listener?.onSupergraph(text);
      else this.#lookSoon();
    } catch (error) {
      if (!(error instanceof SupergraphSourceError)) throw error;
      this.#stampRead = '';
      this.#listener?.onFailure(error);
    }
  }

  async #read(): Promise<string> {
    try {
      this.#stampRead = await this.#stamp();
      return await readFile(this.#options.path, 'utf8');
    } catch (cause) {
      throw this.#failure(cause);
    }
  }

  /** Of the file that a symbolic link leads to. */
  async #stamp(): Promise<string> {
    try {
      const { dev, ino, mtimeMs, size } = await stat(this.#options.path);
      return [dev, ino, mtimeMs, size].join(' ');
    } catch (cause) {
      throw this.#failure(cause);
    }
  }

  #failure(cause: unknown): SupergraphSourceError {
    if (cause instanceof SupergraphSourceError) return cause;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const why = code === 'ENOENT' ? 'there is no such file' : String(code ?? cause);
    return new SupergraphSourceError(`The supergraph file ${this.#options.path} cannot be read: ${why}`, { cause });
  }
}
