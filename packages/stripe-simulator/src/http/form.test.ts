import { describe, expect, it } from 'vitest';
import { StripeApiError } from '../errors.js';
import { parseForm } from './form.js';

describe('parseForm', () => {
  it.each([
    ['amount=1&currency=usd', { amount: '1', currency: 'usd' }],
    ['metadata[order id]=a%26b&metadata[x]=1+2', { metadata: { 'order id': 'a&b', x: '1 2' } }],
    ['created[gt]=1&created[lt]=2', { created: { gt: '1', lt: '2' } }],
    ['expand[0]=a&expand[1]=b', { expand: { 0: 'a', 1: 'b' } }],
    ['expand[]=a&expand[]=b', { expand: { 0: 'a', 1: 'b' } }],
    ['a[][b]=1&a[c][d]=2', { a: { 0: { b: '1' }, c: { d: '2' } } }],
    ['a=1&a=2', { a: '2' }],
    ['metadata=', { metadata: '' }],
  ])('reads %s', (form, tree) => {
    expect(parseForm(new URLSearchParams(form))).toEqual(tree);
  });

  it('takes __proto__ for a name like any other', () => {
    const tree = parseForm(new URLSearchParams('__proto__[polluted]=1'));
    expect(Object.keys(tree)).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(['a=1&a[b]=2', 'a[b]=2&a=1', 'a[b=1', '[b]=1', 'a]b[=1'])('refuses %s', (form) => {
    expect(() => parseForm(new URLSearchParams(form))).toThrow(StripeApiError);
  });
});
