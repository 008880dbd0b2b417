import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RouterConfigError } from '../config/router-config.js';
import { isRecord } from '../json-record.js';
import type { RouterHooks } from './router-hooks.js';

const POINTS: readonly string[] = [
  'onRequest',
  'onPlan',
  'onSubgraphRequest',
  'onSubgraphResponse',
  'onResponse',
] satisfies (keyof RouterHooks)[];

/**
 * The hooks that an ES module exports by default, one or a list.
 *
 * @param file    from the working directory
 * @throws RouterConfigError    the module cannot be loaded, or exports something else
 */
export async function loadHooks(file: string): Promise<readonly RouterHooks[]> {
  const exported = await importDefault(file);
  const hooks: unknown[] = Array.isArray(exported) ? exported : [exported];
  for (const [index, hook] of hooks.entries()) {
    if (!isHooks(hook)) {
      throw new RouterConfigError(
        `Configuration "hooks" is wrong: ${file} must export hooks by default, functions among ${POINTS.join(', ')} (number ${index + 1} is none)`,
      );
    }
  }
  return hooks.filter(isHooks);
}

async function importDefault(file: string): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(resolve(file)).href);
    return module.default;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new RouterConfigError(`Configuration "hooks" is wrong: ${file} cannot be loaded: ${why}`, { cause });
  }
}

/** A method of another name is a slip of the pen that would go unnoticed; an object may have other things. */
function isHooks(value: unknown): value is RouterHooks {
  if (!isRecord(value)) return false;
  const named = Object.keys(value).filter((key) => key.startsWith('on'));
  const methods = POINTS.filter((point) => value[point] !== undefined);
  return (
    methods.length > 0 &&
    named.every((key) => POINTS.includes(key)) &&
    methods.every((point) => typeof value[point] === 'function')
  );
}
