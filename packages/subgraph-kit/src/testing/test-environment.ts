import { newId } from '../ids.js';
import type { Member } from '../trust/viewer.js';

export const TEST_KEYS = {
  ROUTER_SIGNING_KEY: 'router-signing-key-of-the-tests-only',
  SERVICE_SIGNING_KEY: 'service-signing-key-of-the-tests-only',
} as const;

/** What a subgraph under test finds in its environment: a free port, silence, and `variables` on top. */
export function testEnvironment(databaseUrl: string, variables: Record<string, string> = {}): Record<string, string> {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    REDIS_URL: `memory://${newId()}`,
    ...TEST_KEYS,
    ...variables,
  };
}

export function aMember({ id = newId(), roles = ['MEMBER'] }: { id?: string; roles?: readonly string[] } = {}): Member {
  return { kind: 'member', id, roles, scopes: [], claims: { roles } };
}
