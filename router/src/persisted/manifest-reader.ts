import { readFile } from 'node:fs/promises';
import type { Redis } from 'ioredis';
import { ManifestError } from './parse-manifest.js';

/**
 * The text of a manifest.
 *
 * @param source    a path, or `redis:<key>`
 * @throws ManifestError    it is not there, or cannot be had now
 */
export type ReadManifest = (source: string) => Promise<string>;

export function createManifestReader(redis: Redis | undefined): ReadManifest {
  return async (source) => {
    const key = source.startsWith('redis:') ? source.slice('redis:'.length) : undefined;
    const text = await (key === undefined ? fromFile(source) : fromRedis(redis, key));
    if (text === undefined) throw new ManifestError(`There is no manifest at ${source}`);
    return text;
  };
}

async function fromFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'there is no such file' : cause;
    throw new ManifestError(`The manifest ${path} cannot be read: ${why}`, { cause });
  }
}

async function fromRedis(redis: Redis | undefined, key: string): Promise<string | undefined> {
  try {
    return (await redis?.get(key)) ?? undefined;
  } catch (cause) {
    throw new ManifestError(`The manifest redis:${key} cannot be read: Redis does not answer`, { cause });
  }
}
