import type { z } from 'zod';
import { invalidRequest, type StripeApiError } from '../errors.js';
import { EMPTY } from './fields.js';

/** @throws StripeApiError    400 naming the unknown, missing or malformed parameter */
export function parseParams<Schema extends z.ZodType>(schema: Schema, form: unknown): z.output<Schema> {
  const result = schema.safeParse(form, { reportInput: true });
  if (result.success) return result.data;
  throw refusalOf(result.error.issues);
}

function refusalOf(issues: readonly z.core.$ZodIssue[]): StripeApiError {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => nameOf([...issue.path, key])) : [],
  );
  if (unknown.length > 0) {
    const noun = unknown.length === 1 ? 'parameter' : 'parameters';
    return invalidRequest(`Received unknown ${noun}: ${unknown.join(', ')}`, {
      code: 'parameter_unknown',
      param: unknown[0],
    });
  }
  const [issue] = issues;
  const param = nameOf(issue?.path ?? []);
  if (issue?.input === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  if (issue?.code !== 'custom') return invalidRequest(`Invalid ${param}`, { param });
  const code = issue.params?.stripeCode;
  if (code === EMPTY) {
    return invalidRequest(
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however ` +
        `'${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
      { code, param },
    );
  }
  return invalidRequest(issue.message, { ...(param && { param }), ...(code && { code }) });
}

function nameOf(path: readonly PropertyKey[]): string {
  const [head, ...rest] = path.map(String);
  return [head, ...rest.map((segment) => `[${segment}]`)].join('');
}
