import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { plannerFieldNames } from './planner-field-names.js';

it('finds the fields of keys, requirements and contexts', () => {
  const names = plannerFieldNames(
    parse(`type T @join__type(graph: A, key: "id organization { code }") {
      a: Int @join__field(graph: A, requires: "size { ... on Box { height } }", provides: "notThis")
      b: Int @join__field(graph: A, contextArguments: [{context: "c", name: "x", type: "Int", selection: " { currency }"}])
      unused: Int @other(key: "norThis")
    }`),
  );
  expect([...names].sort()).toEqual(['__typename', 'code', 'currency', 'height', 'id', 'organization', 'size']);
});
