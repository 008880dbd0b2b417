import { type ChildProcess, fork } from 'node:child_process';
import type { Disturbance } from './disturb-http.js';
import type { Hit, Order, PartName, Report, Rule } from './messages.js';

export interface ChaosPartOptions {
  readonly name: PartName;
  /** URL of the compiled `part.ts` */
  readonly code: string;
  readonly env: NodeJS.ProcessEnv;
  readonly configFile?: string;
  readonly onHit: (part: ChaosPart, hit: Hit) => void;
}

/** How long a process took until it served; the processor's time of its own does not depend on what else the machine does. */
export interface Start {
  readonly ms: number;
  readonly cpuMs: number;
}

/** One process of Souk that may be killed, stopped, told what to do at its failpoints, and started again as it was. */
export class ChaosPart implements AsyncDisposable {
  readonly name: PartName;
  readonly #options: ChaosPartOptions;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  /** It has said that it kills itself: the system only has not told yet. */
  #isDoomed = false;
  #isReady = false;
  #changed: NodeJS.ProcessEnv = {};
  #url = '';

  constructor(options: ChaosPartOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get url(): string {
    return this.#url;
  }

  get isRunning(): boolean {
    return !this.#isDoomed && this.#isThere;
  }

  get isServing(): boolean {
    return this.#isReady && this.isRunning;
  }

  get #isThere(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async start(): Promise<Start> {
    await this.untilEnded();
    this.#isDoomed = false;
    this.#isReady = false;
    const { name, code, configFile, onHit } = this.#options;
    const env = { ...this.#options.env, ...this.#changed };
    const startedAt = performance.now();
    const child = fork(new URL(code), {
      execArgv: ['--enable-source-maps'],
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', resolve));
    child.on('error', () => {}); // what was said to it as it ended
    child.on('message', (report: Report) => {
      if (report.kind !== 'hit' || child !== this.#child) return;
      this.#isDoomed ||= report.isLast;
      onHit(this, report);
    });
    const ready = this.#report((report) => report.kind === 'ready' || report.kind === 'failed');
    this.#send({ kind: 'start', name, env, configFile });
    const report = await ready;
    if (report?.kind !== 'ready') {
      throw new Error(`${name} did not start${report?.kind === 'failed' ? `: ${report.message}` : ''}`);
    }
    this.#url = report.url;
    this.#isReady = true;
    return { ms: performance.now() - startedAt, cpuMs: report.cpuMs };
  }

  /** Replaces what its failpoints do; ends with the process. */
  async arm(...rules: Rule[]): Promise<void> {
    if (!this.isRunning) return;
    const armed = this.#report((report) => report.kind === 'armed');
    this.#send({ kind: 'arm', rules });
    await armed;
  }

  letGoOn(arrival: number): void {
    this.#send({ kind: 'go-on', arrival });
  }

  moveClock(offsetMs: number): void {
    this.#send({ kind: 'clock', offsetMs });
  }

  /** Absent: no more. Ends with the process. */
  disturb(disturbance?: Disturbance): void {
    this.#send({ kind: 'disturb', disturbance });
  }

  /** Started anew with this in its environment beside what it was deployed with, now and after every end. */
  async restartWith(env: NodeJS.ProcessEnv): Promise<void> {
    this.#changed = env;
    await this.kill();
    await this.start();
  }

  /** kill -9 */
  async kill(): Promise<void> {
    if (this.#isThere) this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  /** SIGSTOP: it is there and does not answer. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Resolves at once when it does not run. */
  async untilEnded(): Promise<void> {
    await this.#ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.kill();
  }

  #send(order: Order): void {
    if (this.#child?.connected) this.#child.send(order);
  }

  /** @returns undefined when the process ended first */
  #report(isIt: (report: Report) => boolean): Promise<Report | undefined> {
    const child = this.#child;
    return new Promise((resolve) => {
      const look = (report: Report) => {
        if (isIt(report)) settle(report);
      };
      const end = () => settle(undefined);
      const settle = (report: Report | undefined) => {
        child?.off('message', look);
        child?.off('exit', end);
        resolve(report);
      };
      child?.on('message', look);
      child?.once('exit', end);
    });
  }
}
