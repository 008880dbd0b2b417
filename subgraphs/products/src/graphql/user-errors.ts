import { anInputError, type InputErrorType } from '@souk/subgraph-kit/graphql';
import { MendableError } from '../domain/product.errors.js';

export type Attempt<Value> = { value: Value; userErrors: [] } | { value: null; userErrors: InputErrorType[] };

/** What came of it, or the user error that says what to mend; everything else that is thrown goes on. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await work(), userErrors: [] };
  } catch (error) {
    if (!(error instanceof MendableError)) throw error;
    return { value: null, userErrors: [anInputError(error.code, error.message, [...error.inputPath])] };
  }
}
