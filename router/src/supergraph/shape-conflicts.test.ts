import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { shapeConflicts } from './shape-conflicts.js';

it('tells the names that members of one abstract type have for values of different shapes', () => {
  const sdl = `
    union Any = One | Two
    interface Named { name: String }
    scalar Code
    type One { same: Int! object: Part list: [Part] null: Int leaf: Code other: Int far: Int }
    type Two implements Named { same: Int! object: One list: Part null: Int! leaf: Part other: String name: String }
    type Three implements Named { name: String far: String }
    type Part { id: ID }
  `;
  const names = new Set(['same', 'object', 'list', 'null', 'leaf', 'far', 'name']);
  expect([...shapeConflicts(parse(sdl), names)].sort()).toEqual(['leaf', 'list', 'null']);
});
