import type { SubgraphResponse } from '../subgraphs/subgraph-transport.js';
import type { CacheHint } from './cache-hints.js';

/** For how long an answer holds, and for whom. */
export interface SubgraphPolicy {
  /** From now, ≥ 1. */
  readonly seconds: number;
  /** Anybody; one viewer; or anybody of whom the subgraph was told the same. */
  readonly scope: 'public' | 'private' | 'unsaid';
  /** The subgraph has looked at headers that are passed on to it. */
  readonly variesByHeaders: boolean;
}

export interface PolicyContext {
  /** What the supergraph says, for an answer that says nothing by itself. */
  readonly hint: CacheHint | undefined;
  /** Whether rules pass a header on to the subgraph. @param name    in lower case */
  isPassedOn(name: string): boolean;
}

/** Request headers that are the same for all requests to subgraphs. */
const SAME_FOR_ALL = new Set(['accept', 'accept-encoding', 'content-type', 'origin']);

/**
 * What a subgraph's answer says of itself, as a shared cache reads it. Undefined when it is not to be kept: it does not say
 * that it may be, is of no age to be used, depends on headers by which answers are not kept apart (`Vary`), or sets a
 * cookie.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9111 (sections 3, 4.1, 4.2 and 5.2.2)
 */
export function subgraphPolicy(
  { status, headers }: Pick<SubgraphResponse, 'status' | 'headers'>,
  { hint, isPassedOn }: PolicyContext,
): SubgraphPolicy | undefined {
  if (status !== 200 || headers['set-cookie'] !== undefined) return undefined;
  const varying = namesIn(textOf(headers.vary)).filter((name) => !SAME_FOR_ALL.has(name));
  if (!varying.every(isPassedOn)) return undefined;
  const variesByHeaders = varying.length > 0;
  const control = textOf(headers['cache-control']);
  if (control === '') return hint && { ...hint, variesByHeaders };
  const directives = readDirectives(control);
  if (directives.has('no-store') || directives.has('no-cache')) return undefined;
  const given = directives.get('s-maxage') ?? directives.get('max-age');
  const age = headers.age === undefined ? 0 : secondsIn(textOf(headers.age));
  const seconds = secondsIn(given) - age;
  // What cannot be read is NaN.
  if (!(seconds >= 1)) return undefined;
  if (directives.has('private')) return { seconds, scope: 'private', variesByHeaders };
  const isPublic = directives.has('public') || directives.has('s-maxage');
  return { seconds, scope: isPublic ? 'public' : 'unsaid', variesByHeaders };
}

/** A directive that comes twice with different values counts as stale (RFC 9111, section 4.2.1). */
function readDirectives(control: string): Map<string, string> {
  const directives = new Map<string, string>();
  for (const part of control.split(',')) {
    const [name = '', value = ''] = part.split('=');
    const key = name.trim().toLowerCase();
    const text = value.trim().replace(/^"(.*)"$/, '$1');
    const known = directives.get(key);
    directives.set(key, known === undefined || known === text ? text : '0');
  }
  return directives;
}

function secondsIn(text: string | undefined): number {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

function textOf(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}
