/**
 * Things that were opened one after the other, to be closed in the reverse order, each even when one before it failed.
 * What is added after the closing began is closed at once: a start that is broken off leaves nothing behind.
 */
export class Resources implements AsyncDisposable {
  private readonly opened: AsyncDisposable[] = [];
  private closing: Promise<void> | undefined;

  /** @throws ClosedError    when the closing has begun; the resource is closed then */
  async add<Resource extends AsyncDisposable>(resource: Resource): Promise<Resource> {
    if (this.closing) {
      await resource[Symbol.asyncDispose]();
      throw new ClosedError();
    }
    this.opened.push(resource);
    return resource;
  }

  /** @throws AggregateError    with everything that could not be closed */
  [Symbol.asyncDispose](): Promise<void> {
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
