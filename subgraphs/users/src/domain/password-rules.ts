export interface BrokenRule {
  readonly code: string;
  readonly message: string;
}

interface Rule extends BrokenRule {
  readonly holds: (password: string) => boolean;
}

/** bcrypt looks at no more: two longer passwords with the same beginning would be the same. */
const MAX_BYTES = 72;

const RULES: readonly Rule[] = [
  {
    code: 'PASSWORD_TOO_SHORT',
    message: 'Use at least 8 characters',
    holds: (password) => [...password].length >= 8,
  },
  {
    code: 'PASSWORD_TOO_LONG',
    message: `Use at most ${MAX_BYTES} bytes`,
    holds: (password) => new TextEncoder().encode(password).length <= MAX_BYTES,
  },
  { code: 'PASSWORD_NEEDS_UPPER', message: 'Use an upper-case letter', holds: (password) => /\p{Lu}/u.test(password) },
  { code: 'PASSWORD_NEEDS_LOWER', message: 'Use a lower-case letter', holds: (password) => /\p{Ll}/u.test(password) },
  { code: 'PASSWORD_NEEDS_DIGIT', message: 'Use a digit', holds: (password) => /\p{Nd}/u.test(password) },
  {
    code: 'PASSWORD_NEEDS_SPECIAL',
    message: 'Use a character that is neither letter nor digit',
    holds: (password) => /[^\p{L}\p{N}\s]/u.test(password),
  },
];

/** @returns every rule that the password breaks, in a fixed order; empty for a good one */
export function brokenPasswordRules(password: string): BrokenRule[] {
  return RULES.filter((rule) => !rule.holds(password)).map(({ code, message }) => ({ code, message }));
}
