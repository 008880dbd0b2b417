import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench itself, which answers each message with one message. */
export class Child {
  #process;

  constructor(child) {
    this.#process = child;
  }

  /**
   * @param module    URL of what it runs
   * @returns         the child and the message it sent when it was ready
   */
  static async start(module) {
    const child = fork(module, { serialization: 'advanced', execArgv: [] });
    const [ready] = await nextMessage(child);
    return { child: new Child(child), ready };
  }

  async ask(message) {
    this.#process.send(message);
    const [answer] = await nextMessage(this.#process);
    return answer;
  }

  stop() {
    this.#process.kill();
  }
}

async function nextMessage(child) {
  const exited = new AbortController();
  const onExit = (code) => exited.abort(new Error(`A process of the bench ended with ${code}`));
  child.once('exit', onExit);
  try {
    return await once(child, 'message', { signal: exited.signal });
  } finally {
    child.off('exit', onExit);
  }
}
