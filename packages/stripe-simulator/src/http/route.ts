import type { z } from 'zod';
import type { ObjectKind } from '../ledger.js';
import type { Transaction } from '../transaction.js';
import { type KeyKind, secretKeyOnly } from './authenticate.js';
import type { FormTree } from './form.js';
import { parseParams } from './parse-params.js';

export interface Call<Params> {
  readonly tx: Transaction;
  /** the `:id` of the path, '' when it has none */
  readonly id: string;
  readonly params: Params;
  readonly keyKind: KeyKind;
}

interface RouteDefinition<Schema extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `/v1/refunds/:id` */
  readonly path: string;
  /** what is answered, or what its list holds */
  readonly returns: ObjectKind;
  readonly isList?: boolean;
  /** whether a publishable key may call it; the handler then asks for the client secret */
  readonly isPublic?: boolean;
  readonly params: Schema;
  readonly handle: (call: Call<z.output<Schema>>) => object;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly returns: ObjectKind;
  readonly isList: boolean;
  /** what it accepts */
  readonly params: z.ZodType;
  /**
   * Checks key and parameters.
   *
   * @returns    what to do in a transaction; it answers with the object
   * @throws StripeApiError
   */
  prepare(request: { form: FormTree; id: string; keyKind: KeyKind }): (tx: Transaction) => object;
}

/** An endpoint whose handler sees parsed parameters. */
export function route<Schema extends z.ZodType>(definition: RouteDefinition<Schema>): Route {
  const { method, path, returns, isList = false, isPublic = false, params: schema, handle } = definition;
  return {
    method,
    path,
    returns,
    isList,
    params: schema,
    prepare({ form, id, keyKind }) {
      if (keyKind === 'publishable' && !isPublic) throw secretKeyOnly();
      const params = parseParams(schema, form);
      return (tx) => handle({ tx, id, params, keyKind });
    },
  };
}

/** The route of a request and the id in its path, or undefined. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; id: string } | undefined {
  const segments = path.split('/');
  for (const route of routes) {
    const id = route.method === method ? idIn(route.path.split('/'), segments) : undefined;
    if (id !== undefined) return { route, id };
  }
  return undefined;
}

function idIn(pattern: readonly string[], segments: readonly string[]): string | undefined {
  const fits = pattern.length === segments.length && pattern.every((part, i) => part === ':id' || part === segments[i]);
  return fits ? (segments[pattern.indexOf(':id')] ?? '') : undefined;
}
