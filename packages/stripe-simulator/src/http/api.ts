import type { Account } from '../account.js';
import { API_VERSION } from '../api-version.js';
import { invalidRequest, StripeApiError } from '../errors.js';
import { assertExpandable, expand } from '../expand.js';
import { type Disturbance, disturb } from '../faults/disturb-request.js';
import { metadataOf } from '../faults/metadata-of.js';
import type { Answer } from '../idempotency.js';
import { newId } from '../ids.js';
import { routes } from '../resources/routes.js';
import type { Transaction } from '../transaction.js';
import type { ApiReply, ApiResponse } from './api-response.js';
import { type ApiKeys, authenticate, type KeyKind } from './authenticate.js';
import { list, text } from './fields.js';
import { type FormTree, parseForm } from './form.js';
import { parseParams } from './parse-params.js';
import { findRoute } from './route.js';

const FORM = 'application/x-www-form-urlencoded';
const expandParam = list(text).optional();

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly header: (name: string) => string | undefined;
}

/** A request that has passed every check and may be executed once. */
interface Prepared {
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
  readonly parameters: URLSearchParams;
  readonly run: (tx: Transaction) => object;
}

/**
 * Stripe's HTTP API: authenticate → match → parse → idempotency → execute → make durable → publish → answer.
 * Whatever is refused before "execute" is not remembered under the request's idempotency key.
 */
export class Api {
  readonly #account: Account;
  readonly #keys: ApiKeys;

  constructor(account: Account, keys: ApiKeys) {
    this.#account = account;
    this.#keys = keys;
  }

  async answer(request: ApiRequest): Promise<ApiReply> {
    const { faults, ledger } = this.#account;
    if (!faults.hasRequestFaults) return this.#serve(request, undisturbed);
    const { method, path } = request;
    const metadata = () => metadataOf(ledger, request);
    const effects = faults.ofRequest({ method, path, metadata, idempotencyKey: request.header('idempotency-key') });
    return disturb(effects, (disturbance) => this.#serve(request, disturbance));
  }

  async #serve(request: ApiRequest, disturbance: Disturbance): Promise<ApiResponse> {
    const requestId = newId('req', 14);
    this.#account.catchUp();
    try {
      const prepared = this.#prepare(request, requestId);
      const { answer, isReplay } = await this.#once(prepared, request.path, disturbance);
      return respond(answer, { requestId, idempotencyKey: prepared.idempotencyKey, isReplay });
    } catch (error) {
      return respond(refusalOf(error, requestId), { requestId, idempotencyKey: undefined, isReplay: false });
    }
  }

  #prepare(request: ApiRequest, requestId: string): Prepared {
    const isPost = request.method === 'POST';
    const parameters = new URLSearchParams(isPost ? request.body : request.query);
    const { key, expand: expandForm, ...form } = parseForm(parameters);
    const keyKind = authenticate(
      { authorization: request.header('authorization'), keyParameter: typeof key === 'string' ? key : undefined },
      this.#keys,
    );
    assertSpoken(request);
    const idempotencyKey = isPost ? request.header('idempotency-key') : undefined;
    if (idempotencyKey && idempotencyKey.length > 255) {
      throw invalidRequest('Idempotency keys can have up to 255 characters.');
    }
    const run = this.#match(request, { form, expandForm, keyKind });
    return { requestId, idempotencyKey, parameters, run };
  }

  #match(
    request: ApiRequest,
    given: { form: FormTree; expandForm: unknown; keyKind: KeyKind },
  ): (tx: Transaction) => object {
    const match = findRoute(routes, request.method, request.path);
    if (!match) {
      throw invalidRequest(`Unrecognized request URL (${request.method}: ${request.path}).`, { status: 404 });
    }
    const { route, id } = match;
    const paths = parseParams(expandParam, given.expandForm) ?? [];
    assertExpandable(paths, route);
    const handle = route.prepare({ form: given.form, id, keyKind: given.keyKind });
    return (tx: Transaction) => expand(tx.ledger, handle(tx), paths);
  }

  async #once(
    prepared: Prepared,
    endpoint: string,
    { issuer, holdMs, error }: Disturbance,
  ): Promise<{ answer: Answer; isReplay: boolean }> {
    const { requestId, idempotencyKey, parameters } = prepared;
    const tx = this.#account.begin({ id: requestId, idempotency_key: idempotencyKey ?? null });
    tx.issuer = issuer;
    const commit = () => this.#account.commit(tx, holdMs);
    const work = () => {
      if (idempotencyKey) this.#account.executions.count(idempotencyKey);
      const answer = execute(prepared, tx);
      return error ? { ...answer, status: error.status, body: error.body } : answer;
    };
    if (idempotencyKey) {
      return this.#account.idempotency.once({ key: idempotencyKey, endpoint, parameters }, { execute: work, commit });
    }
    const answer = work();
    await commit();
    return { answer, isReplay: false };
  }
}

const undisturbed: Disturbance = { issuer: undefined, holdMs: 0, error: undefined };

function execute({ run, requestId }: Prepared, tx: Transaction): Answer {
  try {
    return { status: 200, body: JSON.stringify(run(tx)), requestId };
  } catch (error) {
    return refusalOf(error, requestId);
  }
}

function refusalOf(error: unknown, requestId: string): Answer {
  if (error instanceof StripeApiError) {
    return { status: error.status, body: JSON.stringify({ error: error.body }), requestId };
  }
  console.error('Stripe simulator:', error);
  const body = { error: { type: 'api_error', message: 'An unknown error occurred' } };
  return { status: 500, body: JSON.stringify(body), requestId };
}

function assertSpoken(request: ApiRequest): void {
  const version = request.header('stripe-version');
  if (version && version !== API_VERSION) {
    throw invalidRequest(`Invalid Stripe API version: ${version}. This simulator speaks ${API_VERSION}.`);
  }
  if (request.method === 'POST' && request.body !== '' && !request.header('content-type')?.startsWith(FORM)) {
    throw invalidRequest(`Invalid request (check that your POST content type is ${FORM}).`);
  }
}

function respond(
  answer: Answer,
  { requestId, idempotencyKey, isReplay }: { requestId: string; idempotencyKey: string | undefined; isReplay: boolean },
): ApiResponse {
  const headers = {
    'Content-Type': 'application/json',
    'Access-Control-Allow-Origin': '*',
    'Request-Id': requestId,
    'Stripe-Version': API_VERSION,
    ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey, 'Original-Request': answer.requestId }),
    ...(isReplay && { 'Idempotent-Replayed': 'true' }),
    ...(answer.status === 401 && { 'WWW-Authenticate': 'Bearer realm="Stripe"' }),
  };
  return { status: answer.status, body: answer.body, headers };
}
