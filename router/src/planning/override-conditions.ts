const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;

export interface OverrideDecision {
  readonly labels: readonly string[];
  /** Labels which the configuration switches on. */
  readonly active: ReadonlySet<string>;
  /** A number in [0, 1), drawn once a request. */
  readonly draw: number;
}

/**
 * Decides each label of a progressive `@override`: `percent(n)` holds for n in a hundred requests, any other label when the
 * configuration names it.
 *
 * Source: https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/entities/migrate-fields
 */
export function overrideConditions({ labels, active, draw }: OverrideDecision): Map<string, boolean> {
  return new Map(
    labels.map((label) => {
      const percent = PERCENT.exec(label)?.[1];
      return [label, percent === undefined ? active.has(label) : draw * 100 < Number(percent)];
    }),
  );
}
