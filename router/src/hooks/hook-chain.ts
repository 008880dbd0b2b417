import type { OperationRequest } from '../pipeline/operation-request.js';
import { type HookChainOptions, HookedRequest } from './hooked-request.js';

/** The hooks of a router, in their order. */
export class HookChain {
  readonly #options: HookChainOptions;

  /** @returns undefined when there are none: then a request has nothing to do with hooks */
  static open(options: HookChainOptions): HookChain | undefined {
    return options.hooks.length === 0 ? undefined : new HookChain(options);
  }

  private constructor(options: HookChainOptions) {
    this.#options = options;
  }

  begin(request: OperationRequest): HookedRequest {
    return new HookedRequest(this.#options, request);
  }
}
