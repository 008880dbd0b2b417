/** A header that makes sense once only; undefined when it is absent or repeated. */
export function singleHeader(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
