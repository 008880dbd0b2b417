/**
 * Things that were opened one after the other, to be closed in the reverse order, each even when one before it failed.
 * What is added after `refuseMore`, or after the closing began, is closed at once: a start that is broken off leaves nothing behind.
 */
export class Resources implements AsyncDisposable {
  private readonly opened: AsyncDisposable[] = [];
  private isRefusing = false;
  private closing: Promise<void> | undefined;

  /** @throws ClosedError    when no more is taken; the resource is closed then */
  async add<Resource extends AsyncDisposable>(resource: Resource): Promise<Resource> {
    if (this.isRefusing) {
      await resource[Symbol.asyncDispose]();
      throw new ClosedError();
    }
    this.opened.push(resource);
    return resource;
  }

  /** Keeps what is open, and breaks off a start at its next step. */
  refuseMore(): void {
    this.isRefusing = true;
  }

  /** @throws AggregateError    with everything that could not be closed */
  [Symbol.asyncDispose](): Promise<void> {
    this.isRefusing = true;
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private async closeAll(): Promise<void> {
    const errors: unknown[] = [];
    for (let resource = this.opened.pop(); resource; resource = this.opened.pop()) {
      try {
        await resource[Symbol.asyncDispose]();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be stopped');
  }
}

/** Something was opened when everything was being closed already. */
export class ClosedError extends Error {
  override readonly name = 'ClosedError';
  readonly code = 'CLOSED';

  constructor() {
    super('Souk is being stopped');
  }
}
