/** Whether somebody still waits for something. Every AbortSignal tells it. */
export interface AbortState {
  readonly aborted: boolean;
}

/** An AbortState that calls whoever wants to know at once. Every AbortSignal does. */
export interface AbortNotice extends AbortState {
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
