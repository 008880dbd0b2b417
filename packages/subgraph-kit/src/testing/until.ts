/**
 * Waits for something that happens in the background.
 *
 * @returns the first value of `look` that is neither false, null nor undefined
 * @throws Error  with the last thing that went wrong, when it took longer than `timeoutMs`
 */
export async function until<Value>(
  look: () => Promise<Value | false | null | undefined> | Value | false | null | undefined,
  { what = 'it', timeoutMs = 60_000, everyMs = 25 }: { what?: string; timeoutMs?: number; everyMs?: number } = {},
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    try {
      const value = await look();
      if (value !== false && value !== null && value !== undefined) return value;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`Waited ${timeoutMs} ms for ${what}`, { cause: lastError });
}
