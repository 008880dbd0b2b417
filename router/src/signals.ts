import type { MessagePort } from 'node:worker_threads';

/** What the process is told from outside. */
export interface Signals {
  /** At SIGTERM or SIGINT, once. The second one ends the process at once. */
  onStop(stop: () => void): void;
  /** At SIGHUP, until the end: without a listener it would end the process. */
  onReload(reload: () => void): void;
}

export type SignalMessage = 'stop' | 'reload';

/** Of the process itself. */
export const processSignals: Signals = {
  onStop(stop) {
    const once = () => {
      process.off('SIGTERM', once);
      process.off('SIGINT', once);
      stop();
    };
    process.on('SIGTERM', once);
    process.on('SIGINT', once);
  },
  onReload(reload) {
    process.on('SIGHUP', reload);
  },
};

/** In a thread, which gets no signals: its parent passes them on once it is told, by a message, that someone listens. */
export function passedOnSignals(parent: MessagePort): Signals {
  const on = (expected: SignalMessage, act: () => void): void => {
    parent.on('message', (message) => {
      if (message === expected) act();
    });
    // Waiting for signals is no reason not to end.
    parent.unref();
  };
  return {
    onStop(stop) {
      on('stop', stop);
      parent.postMessage('listening');
    },
    onReload: (reload) => on('reload', reload),
  };
}
