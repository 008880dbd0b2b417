import type { PartRunner } from '@souk/platform/testing';
import { ChaosPart } from './chaos-part.js';
import type { Hit, PartName, Rule } from './messages.js';

const NEVER = new Promise<never>(() => {});

/** All processes of one Souk; what the platform starts its parts with. */
export class ChaosParts implements PartRunner {
  readonly #code: string;
  readonly #parts = new Map<PartName, ChaosPart>();
  readonly #watchers = new Set<(part: ChaosPart, hit: Hit) => void>();
  /** how often each failpoint was passed since `forgetHits` */
  readonly hits = new Map<string, number>();

  constructor(code: string) {
    this.#code = code;
  }

  async startSubgraph(...[name, env]: Parameters<PartRunner['startSubgraph']>) {
    const part = await this.#start(name, env);
    return { name, url: part.url, ended: NEVER, [Symbol.asyncDispose]: () => part[Symbol.asyncDispose]() };
  }

  async startRouter(...[env, configFile]: Parameters<PartRunner['startRouter']>) {
    const part = await this.#start('router', env, configFile);
    return { name: part.name, url: part.url, ended: NEVER, [Symbol.asyncDispose]: () => part[Symbol.asyncDispose]() };
  }

  get(name: PartName): ChaosPart {
    const part = this.#parts.get(name);
    if (!part) throw new Error(`${name} was never started`);
    return part;
  }

  get all(): readonly ChaosPart[] {
    return [...this.#parts.values()];
  }

  /** Of the process whose failpoint it is; the kit's are in every subgraph. */
  ownersOf(failpoint: string): readonly ChaosPart[] {
    const owner = failpoint.split('.')[0];
    return this.all.filter(({ name }) => name === owner || (owner === 'kit' && name !== 'router'));
  }

  async armOwners(rule: Rule): Promise<void> {
    await Promise.all(this.ownersOf(rule.failpoint).map((part) => part.arm(rule)));
  }

  /** Nothing happens at any failpoint, on any clock, to any request any more. */
  async disarm(): Promise<void> {
    for (const part of this.all) {
      part.resume();
      part.disturb();
      part.moveClock(0);
    }
    await Promise.all(this.all.map((part) => part.arm()));
  }

  async restartEnded(): Promise<void> {
    await Promise.all(this.all.filter(({ isRunning }) => !isRunning).map((part) => part.start()));
  }

  /** @returns what stops watching */
  watch(onHit: (part: ChaosPart, hit: Hit) => void): () => void {
    this.#watchers.add(onHit);
    return () => this.#watchers.delete(onHit);
  }

  async #start(name: PartName, env: NodeJS.ProcessEnv, configFile?: string): Promise<ChaosPart> {
    const onHit = (part: ChaosPart, hit: Hit) => {
      this.hits.set(hit.failpoint, (this.hits.get(hit.failpoint) ?? 0) + 1);
      for (const watcher of this.#watchers) watcher(part, hit);
    };
    const part = new ChaosPart({ name, code: this.#code, env, configFile, onHit });
    this.#parts.set(name, part);
    await part.start();
    return part;
  }
}
