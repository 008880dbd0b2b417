import { parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { addArgumentTwins } from './argument-twins.js';

const SUPERGRAPH = `
type Item {
  net(currency: String): Int! @join__field(graph: A) @join__field(graph: B, external: true)
  tax: Int @join__field(graph: B, requires: "net(currency: \\"EUR\\") plain")
  duty: Int @join__field(graph: B, requires: "net(currency: \\"JPY\\")")
  both: Int @join__field(graph: B, requires: "net(currency: \\"EUR\\") parts { ... on Wheel { size(unit: CM) } weight(unit: KG) }")
  plain: Int
  parts: [Part!]
}
interface Part { weight(unit: Unit): Int }
type Wheel implements Part { weight(unit: Unit): Int size(unit: Unit): Int }
`;

describe('addArgumentTwins', () => {
  const { document, sources, requiredWays } = addArgumentTwins(parse(SUPERGRAPH));
  const text = print(document).replace(/\s+/g, ' ');

  it('gives each field and set of arguments one twin, with the directives of the field', () => {
    expect([...sources].map(([name, { field, arguments: args }]) => [name, field, args.map(print)])).toEqual([
      ['net__with_0', 'net', ['currency: "EUR"']],
      ['net__with_1', 'net', ['currency: "JPY"']],
      ['size__with_2', 'size', ['unit: CM']],
      ['weight__with_3', 'weight', ['unit: KG']],
    ]);
    expect(text).toContain('net__with_0: Int! @join__field(graph: A) @join__field(graph: B, external: true)');
  });

  it('gives a twin of an interface to its implementations too', () => {
    expect(text).toContain('interface Part { weight(unit: Unit): Int weight__with_3: Int }');
    expect(text).toMatch(/type Wheel implements Part \{[^}]* size__with_2: Int weight__with_3: Int \}/);
  });

  it('lets requirements select twins, and remembers which', () => {
    expect(text).not.toContain('EUR');
    expect(requiredWays.get('B Item.tax')).toEqual(new Set(['net__with_0', 'plain']));
    expect(requiredWays.get('B Item.both')).toEqual(
      new Set(['net__with_0', 'parts', 'parts/size__with_2', 'parts/weight__with_3']),
    );
  });

  it('leaves a supergraph without such requirements as it is', () => {
    const plain = parse('type Query { a: Int @join__field(graph: A, requires: "b") }');
    expect(print(addArgumentTwins(plain).document)).toBe(print(plain));
    expect(addArgumentTwins(plain).sources.size).toBe(0);
  });
});
