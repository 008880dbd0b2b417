import { invalidRequest } from '../errors.js';

/** Form parameters with their brackets resolved: `a[b]=1` is `{a: {b: '1'}}`, lists have the keys '0', '1', …. */
export interface FormTree {
  [name: string]: string | FormTree;
}

const KEY = /^([^[\]]+)((?:\[[^[\]]*\])*)$/;

/**
 * Reads Stripe's form encoding; `a[]=1` appends to a list.
 *
 * @throws StripeApiError    400 when a name is malformed, or is a value here and a hash there
 */
export function parseForm(parameters: URLSearchParams): FormTree {
  const root = emptyTree();
  for (const [name, value] of parameters) {
    const path = pathOf(name);
    const last = path.pop() ?? name;
    const parent = path.reduce((node, segment) => descend(node, segment, name), root);
    const key = nextKey(parent, last);
    if (typeof parent[key] === 'object') throw mixed(name);
    parent[key] = value;
  }
  return root;
}

function pathOf(name: string): string[] {
  const [, head, brackets] = KEY.exec(name) ?? [];
  if (head === undefined || brackets === undefined) {
    throw invalidRequest(`Invalid parameter name: ${name}`, { code: 'parameter_unknown', param: name });
  }
  return [head, ...Array.from(brackets.matchAll(/\[([^[\]]*)\]/g), ([, segment = '']) => segment)];
}

function descend(node: FormTree, segment: string, name: string): FormTree {
  const key = nextKey(node, segment);
  const child = node[key] ?? emptyTree();
  if (typeof child === 'string') throw mixed(name);
  node[key] = child;
  return child;
}

function nextKey(node: FormTree, segment: string): string {
  return segment === '' ? String(Object.keys(node).length) : segment;
}

/** Without a prototype, so that a parameter named `__proto__` or `constructor` is only a name. */
function emptyTree(): FormTree {
  return Object.create(null);
}

function mixed(name: string): Error {
  return invalidRequest(`Invalid parameter: ${name} is given both as a value and as a hash`, { param: name });
}
