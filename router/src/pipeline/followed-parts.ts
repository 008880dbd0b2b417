import type { AnswerPart } from './outcome.js';

export interface PartsFollower {
  /** @returns the part as it goes on */
  onPart(part: AnswerPart): AnswerPart;
  /** Called once, when the last part is taken or no more will be. */
  onEnd?(): void;
}

/** The parts of a deferred answer, and somebody who sees each as it goes by. */
export class FollowedParts implements AsyncIterableIterator<AnswerPart> {
  readonly #parts: AsyncIterableIterator<AnswerPart>;
  readonly #follower: PartsFollower;
  #hasEnded = false;

  constructor(parts: AsyncIterableIterator<AnswerPart>, follower: PartsFollower) {
    this.#parts = parts;
    this.#follower = follower;
  }

  async next(): Promise<IteratorResult<AnswerPart, undefined>> {
    const { done, value } = await this.#parts.next();
    if (done) {
      this.#end();
      return { done, value: undefined };
    }
    const followed = this.#follower.onPart(value);
    if (!followed.hasNext) this.#end();
    return { done: false, value: followed };
  }

  async return(): Promise<IteratorResult<AnswerPart, undefined>> {
    await this.#parts.return?.();
    this.#end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#follower.onEnd?.();
  }
}
