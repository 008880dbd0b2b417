/** Disposes in order, each even when one before it failed. @throws AggregateError with everything that went wrong */
export async function disposeAll(resources: readonly AsyncDisposable[]): Promise<void> {
  const errors: unknown[] = [];
  for (const resource of resources) {
    try {
      await resource[Symbol.asyncDispose]();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'Could not stop cleanly');
}
