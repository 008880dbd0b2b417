/** What a subgraph's `createXApp` gives. Disposing it lets requests finish, then frees everything it opened. */
export interface SubgraphApp extends AsyncDisposable {
  readonly name: string;
  /** base URL, known from `listen` on */
  readonly url: string;
  listen(): Promise<void>;
  /** SQL statements sent so far; tests compare before and after */
  statementCount(): number;
}

/**
 * The whole of a `main.ts`: start, wait for SIGTERM or SIGINT, stop. A configuration that can't work is one sentence on stderr and
 * exit code 1; a second signal ends at once.
 */
export async function runUntilSignal(start: () => Promise<SubgraphApp>): Promise<void> {
  const app = await start().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
  await app.listen();
  process.stdout.write(`${app.name} is ready at ${app.url}\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  await app[Symbol.asyncDispose]();
  process.exit(0);
}
