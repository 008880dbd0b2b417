import type { OperationRequest } from '../pipeline/operation-request.js';
import { HookedRequest, type HookOptions } from './hooked-request.js';

/** The hooks of a router, in their order. */
export class HookChain {
  readonly #options: HookOptions;

  /** @returns undefined when there are none: then a request has nothing to do with hooks */
  static open(options: HookOptions): HookChain | undefined {
    return options.hooks.length === 0 ? undefined : new HookChain(options);
  }

  private constructor(options: HookOptions) {
    this.#options = options;
  }

  begin(request: OperationRequest): HookedRequest {
    return new HookedRequest(this.#options, request);
  }
}
