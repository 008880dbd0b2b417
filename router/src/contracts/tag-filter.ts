/** Which part of a graph a contract shows. Without `includeTags`, all but what is excluded. */
export interface TagFilter {
  readonly includeTags: readonly string[];
  /** Wins over `includeTags`. */
  readonly excludeTags: readonly string[];
  /** Also hides what the rest of the contract does not lead to. */
  readonly hideUnreachableTypes: boolean;
}
