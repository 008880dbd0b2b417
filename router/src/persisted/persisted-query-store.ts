/** Keeps the texts of automatic persisted queries by their SHA-256. May forget any of them. */
export interface PersistedQueryStore extends AsyncDisposable {
  find(hash: string): Promise<string | undefined>;
  remember(hash: string, text: string): Promise<void>;
  /** State of what it depends on; undefined when it depends on nothing. */
  health(): Promise<'up' | 'down' | undefined>;
}
