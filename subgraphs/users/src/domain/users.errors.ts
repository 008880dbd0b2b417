/** Codes of this subgraph's user errors; once published, a code never changes its meaning. */
export const USER_ERRORS = {
  EMAIL_TAKEN: 'There is an account with this email address',
  EMAIL_INVALID: 'This is not an email address',
  INVALID_CREDENTIALS: 'Email or password is wrong',
  REFRESH_TOKEN_INVALID: 'Sign in again',
  PASSWORD_WRONG: 'The current password is wrong',
  TOO_MANY_ADDRESSES: 'An address book holds at most 50 addresses',
  LAST_ADMIN: 'Somebody must stay ADMIN',
  LOCALE_UNKNOWN: 'We write in en, de, ja and ar',
  NOTIFICATION_REQUIRED: 'The law, or the safety of the account, requires this message',
  NOTIFICATION_NOT_OFFERED: 'This is not sent over this channel',
  DELIVERY_NOT_DEAD: 'Only a message that was given up can be tried anew',
} as const;

export type UserErrorCode = keyof typeof USER_ERRORS;

/** Something the person can mend: a rule that the input breaks. `code` may also be one of the password rules. */
export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly path: string[] | null;
}

/** What a use case answers: what it did, or what is to be mended. */
export type Outcome<Done> =
  | { readonly kind: 'done'; readonly value: Done }
  | { readonly kind: 'refused'; readonly complaints: readonly Complaint[] };

export function done<Done>(value: Done): Outcome<Done> {
  return { kind: 'done', value };
}

export function refused(code: UserErrorCode, path: string[] | null = null): Outcome<never> {
  return { kind: 'refused', complaints: [complaint(code, path)] };
}

export function complaint(code: UserErrorCode, path: string[] | null): Complaint {
  return { code, message: USER_ERRORS[code], path };
}
