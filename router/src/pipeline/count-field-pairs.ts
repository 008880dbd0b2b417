import { type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';

/** Fields with one response name at one place of the answer. */
interface Namesakes {
  count: number;
  readonly sets: SelectionSetNode[];
}

/**
 * How many pairs of an operation's fields belong to the same place of the answer, fragments expanded: so many comparisons it
 * takes to see that all fields can be merged. Of a thousand times one object there are half a million, and as many of each field in it.
 *
 * @param fragments    none within itself
 * Source: https://spec.graphql.org/October2021/#sec-Field-Selection-Merging
 */
export function countFieldPairs(
  operation: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  return countWithin([operation]);

  /** @param sets    all that belong to one object of the answer */
  function countWithin(sets: readonly SelectionSetNode[]): number {
    let pairs = 0;
    for (const { count, sets: inner } of namesakesIn(sets).values()) {
      pairs += (count * (count - 1)) / 2;
      if (inner.length > 0) pairs += countWithin(inner);
    }
    return pairs;
  }

  function namesakesIn(sets: readonly SelectionSetNode[]): ReadonlyMap<string, Namesakes> {
    const byName = new Map<string, Namesakes>();
    const spread = new Set<string>();
    for (const set of sets) collect(set);
    return byName;

    function collect(set: SelectionSetNode): void {
      for (const selection of set.selections) {
        if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
        else if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const { value: name } = selection.name;
          const fragment = spread.has(name) ? undefined : fragments.get(name);
          spread.add(name);
          if (fragment) collect(fragment.selectionSet);
        } else {
          const name = (selection.alias ?? selection.name).value;
          const namesakes = byName.get(name) ?? { count: 0, sets: [] };
          byName.set(name, namesakes);
          namesakes.count++;
          if (selection.selectionSet) namesakes.sets.push(selection.selectionSet);
        }
      }
    }
  }
}
