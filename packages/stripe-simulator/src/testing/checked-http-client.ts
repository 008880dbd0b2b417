import Stripe from 'stripe';
import { problemsOfAnswer } from './expect-stripe-shape.js';

type HttpClient = NonNullable<Stripe.StripeConfig['httpClient']>;

/**
 * The package's HTTP client, which hands every answer to the types of the package before the package sees it.
 *
 * @param isPartial    a publishable key sees only a part of an object
 */
export function checkedHttpClient(report: (problem: string) => void, isPartial: boolean): HttpClient {
  const client = Stripe.createNodeHttpClient();
  const makeRequest = client.makeRequest.bind(client);
  client.makeRequest = async (...request) => {
    const response = await makeRequest(...request);
    const toJSON = response.toJSON.bind(response);
    response.toJSON = async () => {
      const answer = await toJSON();
      const [, , path, method] = request;
      for (const problem of problemsOfAnswer(response.getStatusCode(), answer)) {
        if (!(isPartial && problem.endsWith('is missing'))) report(`${method} ${path}: ${problem}`);
      }
      return answer;
    };
    return response;
  };
  return client;
}
