/** Asks that one turn of a lane takes at most. */
const MAX_TOGETHER = 100;

interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets those who want the same thing be served together: while one turn of a lane is under way, those who come gather, and the
 * next turn takes all of them. Who finds the lane empty is served at once, and lanes do not wait for one another.
 */
export class Lanes<Ask, Answer> {
  readonly #serve: (asks: readonly Ask[]) => Promise<readonly Answer[]>;
  readonly #lanes = new Map<string, Waiting<Ask, Answer>[]>();

  /** @param serve  one answer per ask, same order; when it fails, all of them have failed */
  constructor(serve: (asks: readonly Ask[]) => Promise<readonly Answer[]>) {
    this.#serve = serve;
  }

  join(name: string, ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const lane = this.#lanes.get(name);
      if (lane) {
        lane.push({ ask, resolve, reject });
        return;
      }
      const begun = [{ ask, resolve, reject }];
      this.#lanes.set(name, begun);
      void this.#run(name, begun);
    });
  }

  async #run(name: string, lane: Waiting<Ask, Answer>[]): Promise<void> {
    while (lane.length > 0) await this.#takeTurn(lane.splice(0, MAX_TOGETHER));
    this.#lanes.delete(name);
  }

  async #takeTurn(turn: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await this.#serve(turn.map(({ ask }) => ask));
      for (const [index, { resolve, reject }] of turn.entries()) {
        const answer = answers[index];
        if (answer === undefined) reject(new Error(`No answer to ask ${index + 1} of ${turn.length}`));
        else resolve(answer);
      }
    } catch (error) {
      for (const { reject } of turn) reject(error);
    }
  }
}
