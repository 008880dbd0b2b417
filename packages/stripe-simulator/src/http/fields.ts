import { z } from 'zod';

/** Parsers of form values, and what Stripe answers when one does not fit. Their issues carry Stripe's error code. */

class Problem {
  constructor(
    readonly message: string,
    readonly code?: string,
  ) {}
}

export const EMPTY = 'parameter_invalid_empty';

/** A parameter made from one form value; `read` sees no empty string. */
function field<T>(read: (value: string) => T | Problem) {
  return z.unknown().transform((raw, context): T => {
    const result = readRaw(raw, read);
    if (!(result instanceof Problem)) return result;
    context.addIssue({ code: 'custom', message: result.message, params: { stripeCode: result.code } });
    return z.NEVER;
  });
}

function readRaw<T>(raw: unknown, read: (value: string) => T | Problem): T | Problem {
  if (typeof raw !== 'string') return new Problem('Invalid string: a hash');
  if (raw === '') return new Problem('empty', EMPTY);
  return read(raw);
}

export const text = field((value) => value);

/** Text of which an empty value unsets what is there. */
export const unsettableText = z.union([z.literal('').transform(() => null), text]);

export function integer({ min, max = Number.MAX_SAFE_INTEGER }: { min: number; max?: number }) {
  return field((value) => {
    const code = 'parameter_invalid_integer';
    if (!/^-?\d{1,15}$/.test(value)) return new Problem(`Invalid integer: ${value}`, code);
    const number = Number(value);
    if (number < min) return new Problem(`This value must be greater than or equal to ${min}.`, code);
    if (number > max) return new Problem(`This value must be less than or equal to ${max}.`, code);
    return number;
  });
}

export const flag = field((value) => {
  if (value === 'true' || value === 'false') return value === 'true';
  return new Problem(`Invalid boolean: ${value}`);
});

export function oneOf<const Choice extends string>(choices: readonly Choice[]) {
  return field<Choice>((value) => {
    const choice = choices.find((candidate) => candidate === value);
    return choice ?? new Problem(`Invalid value: must be one of ${choices.join(', ')}`);
  });
}

const currencies = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

export const currency = field((value) => {
  const code = value.toLowerCase();
  return currencies.has(code) ? code : new Problem(`Invalid currency: ${value}`);
});

export const webUrl = field((value) => {
  const isWeb = /^https?:\/\//i.test(value) && URL.canParse(value);
  return isWeb ? value : new Problem('Not a valid URL', 'url_invalid');
});

/** A parameter that Stripe once took. */
export function withdrawn({ message, code }: { message: string; code: string }) {
  return z
    .unknown()
    .refine(() => false, { message, params: { stripeCode: code } })
    .optional();
}

/** A list, which arrives as `{'0': …, '1': …}`. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.preprocess((raw) => (raw && typeof raw === 'object' ? Object.values(raw) : raw), z.array(item));
}

const addressPart = text.optional().transform((part) => part ?? null);

/** Every part that is not given is null; `''` unsets the whole. */
export const address = z.union([
  z.literal('').transform(() => null),
  z.strictObject({
    city: addressPart,
    country: addressPart,
    line1: addressPart,
    line2: addressPart,
    postal_code: addressPart,
    state: addressPart,
  }),
]);

/** At most 50 keys of 40 characters with values of 500; `''` unsets all, `{key: ''}` unsets one. */
export const metadata = z
  .union([z.literal('').transform(() => null), z.record(z.string(), z.string())])
  .superRefine((entries, context) => {
    for (const message of metadataProblems(entries ?? {})) context.addIssue({ code: 'custom', message });
  });

/** Metadata as it is after an update. */
export function mergeMetadata(old: Record<string, string>, update: z.infer<typeof metadata>): Record<string, string> {
  if (update === null) return {};
  return Object.fromEntries(Object.entries({ ...old, ...update }).filter(([, value]) => value !== ''));
}

function* metadataProblems(entries: Record<string, string>): Iterable<string> {
  if (Object.keys(entries).length > 50) yield 'You can only specify up to 50 metadata keys';
  for (const [key, value] of Object.entries(entries)) {
    if (key.length > 40) yield `Metadata keys can have up to 40 characters, but ${key} has ${key.length}`;
    if (value.length > 500) {
      yield `Metadata values can have up to 500 characters, but the value of ${key} has ${value.length}`;
    }
  }
}

/** What every list takes besides its own filters. Source: https://docs.stripe.com/api/pagination */
export const paging = {
  limit: integer({ min: 1, max: 100 }).default(10),
  starting_after: text.optional(),
  ending_before: text.optional(),
};

const seconds = integer({ min: 0 });

/** A moment in Unix seconds, or bounds on it. */
export const createdFilter = z.union([
  seconds,
  z.strictObject({
    gt: seconds.optional(),
    gte: seconds.optional(),
    lt: seconds.optional(),
    lte: seconds.optional(),
  }),
]);
