import { describe, expect, it } from 'vitest';
import { ClosedError, Resources } from './resources.js';

describe('resources', () => {
  it('are closed in the reverse order, once', async () => {
    const closed: string[] = [];
    const resources = new Resources();
    for (const name of ['first', 'second', 'third']) await resources.add(aResource(() => closed.push(name)));
    await Promise.all([resources[Symbol.asyncDispose](), resources[Symbol.asyncDispose]()]);
    expect(closed).toEqual(['third', 'second', 'first']);
  });

  it('are closed even when one of them fails', async () => {
    const closed: string[] = [];
    const resources = new Resources();
    await resources.add(aResource(() => closed.push('first')));
    await resources.add(aResource(() => Promise.reject(new Error('stuck'))));
    await expect(resources[Symbol.asyncDispose]()).rejects.toMatchObject({ errors: [new Error('stuck')] });
    expect(closed).toEqual(['first']);
  });

  it('stay open when no more are taken', async () => {
    const closed: string[] = [];
    const resources = new Resources();
    await resources.add(aResource(() => closed.push('first')));
    resources.refuseMore();
    await expect(resources.add(aResource(() => closed.push('second')))).rejects.toThrow(ClosedError);
    expect(closed).toEqual(['second']);
    await resources[Symbol.asyncDispose]();
    expect(closed).toEqual(['second', 'first']);
  });

  it('are closed at once when they come too late', async () => {
    const closed: string[] = [];
    const resources = new Resources();
    await resources[Symbol.asyncDispose]();
    await expect(resources.add(aResource(() => closed.push('late')))).rejects.toThrow(ClosedError);
    expect(closed).toEqual(['late']);
  });
});

function aResource(close: () => unknown): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      await close();
    },
  };
}
