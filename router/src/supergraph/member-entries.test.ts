import { parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { addMemberEntries } from './member-entries.js';

const supergraph = (members: string) => `
  type Query @join__type(graph: A) @join__type(graph: B) { any: Any }
  union Any @join__type(graph: A) @join__type(graph: B) ${members} = One | Two
  interface Named @join__type(graph: A) { name: ID }
  type One implements Named @join__type(graph: A) @join__implements(graph: A, interface: "Named") { name: ID }
  type Two @join__type(graph: A) @join__type(graph: B) { id: ID }
`;

it('adds a root field for each member that a subgraph knows of what others know in part', () => {
  const sdl = supergraph('@join__unionMember(graph: A, member: "One") @join__unionMember(graph: B, member: "Two")');
  const text = print(addMemberEntries(parse(sdl)));
  expect(text).toContain('  router__A__One: One @join__field(graph: A)\n');
  expect(text).toContain('  router__B__Two: Two @join__field(graph: B)\n');
  expect(text.match(/router__/g)).toHaveLength(2);
});

it('adds none where all know the same, or one alone knows the type', () => {
  const document = parse(
    supergraph('@join__unionMember(graph: A, member: "Two") @join__unionMember(graph: B, member: "Two")'),
  );
  expect(addMemberEntries(document)).toBe(document);
});
