import { getOperationAST, parse } from 'graphql';
import { expect, it } from 'vitest';
import { signOperation } from './sign-operation.js';

function sign(text: string, name?: string) {
  const document = parse(text);
  const operation = getOperationAST(document, name);
  if (!operation) throw new Error('no operation');
  return signOperation(document, operation);
}

it('is the same however the operation is laid out, and whatever stands in it', () => {
  const one = sign('query A { user(email: "ada@example.org", age: 36) { id } }');
  expect(sign('query A {\n  user(email: """eve@example.org""", age: 41) { id } # hers\n}').signature).toBe(
    one.signature,
  );
  expect(sign('query B { user(email: "", age: 0) { id } }').signature).not.toBe(one.signature);
  expect(one.text).toBe('query A{user(email:"" age:0){id}}');
});

it('has the fragments that the operation uses, and no other', () => {
  const text =
    'query A { a ...x } query B { b ...y } fragment y on Query { y } fragment x on Query { x ...z } fragment z on Query { z }';
  expect(sign(text, 'A').text).toBe('query A{a ...x}fragment x on Query{x ...z}fragment z on Query{z}');
  const sorted = 'fragment z on Query { z } query A { a ...x } fragment x on Query { x ...z }';
  expect(sign(sorted, 'A').signature).toBe(sign(text, 'A').signature);
});
