import { createHash } from 'node:crypto';

/** What stands for a text in keys: 43 characters. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
