import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { fault } from '../faults/fault.js';
import type { Control } from './control.js';

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string | undefined;
}

export interface ControlResponse {
  readonly status: number;
  /** to be sent as JSON */
  readonly body: object;
}

const clockMove = z.strictObject({ advanceSeconds: z.number().int() });

interface Call {
  readonly id: string;
  readonly query: URLSearchParams;
  /** @throws ZodError, SyntaxError */
  read<Schema extends z.ZodType>(schema: Schema): z.output<Schema>;
}

type Endpoint = (control: Control, call: Call) => ControlResponse;

const ok = (body: object): ControlResponse => ({ status: 200, body });

const endpoints: Readonly<Record<string, Endpoint>> = {
  'GET /faults': (control) => ok({ faults: control.faults() }),
  'POST /faults': (control, call) => ({ status: 201, body: control.addFault(call.read(fault)) }),
  'DELETE /faults': (control) => ok({ cleared: control.clearFaults() }),
  'DELETE /faults/:id': (control, { id }) => (control.clearFaults(id) ? ok({ cleared: true }) : notFound),
  'GET /clock': (control) => ok(control.clock()),
  'POST /clock': (control, call) => ok(control.moveClock(call.read(clockMove).advanceSeconds)),
  'POST /events/:id/resend': (control, { id }) => {
    const endpoints = control.resendEvent(id);
    return endpoints === undefined ? notFound : ok({ endpoints });
  },
  'POST /webhooks/stop': (control) => {
    control.stopWebhooks();
    return ok({ stopped: true });
  },
  'POST /webhooks/go': (control) => {
    control.goWebhooks();
    return ok({ stopped: false });
  },
  'GET /webhooks/forged': (control) => ok({ forged: control.forgedWebhooks() }),
  'GET /witness': (control) => ok(control.witness()),
  'GET /movements': (control, { query }) => ok({ movements: control.movements(query.get('orderId') ?? undefined) }),
  'GET /idempotency_keys': (control) => ok({ executions: control.idempotencyKeys() }),
};

const notFound = refusal(404, 'not_found', 'There is nothing here.');

/**
 * The control surface over HTTP, JSON both ways; without a key there is none.
 *
 * Refusals are `{error: {code, message}}`: 401 `unauthorized`, 404 `not_found`, 400 `invalid_request`.
 */
export function answerControl(
  control: Control,
  request: ControlRequest,
  controlKey: string | undefined,
): ControlResponse {
  if (controlKey === undefined) return notFound;
  if (!isKey(request.authorization, controlKey)) {
    return refusal(401, 'unauthorized', 'Expected the control key: Authorization: Bearer …');
  }
  const { endpoint, id } = find(request);
  if (!endpoint) return notFound;
  try {
    return endpoint(control, {
      id,
      query: request.query,
      read: (schema) => schema.parse(JSON.parse(request.body)),
    });
  } catch (error) {
    if (error instanceof z.ZodError) return refusal(400, 'invalid_request', z.prettifyError(error));
    if (error instanceof SyntaxError) return refusal(400, 'invalid_request', 'Expected a body in JSON');
    throw error;
  }
}

function find({ method, path }: ControlRequest): { endpoint: Endpoint | undefined; id: string } {
  const exact = endpoints[`${method} ${path}`];
  if (exact) return { endpoint: exact, id: '' };
  const [, head, id = '', tail = ''] = /^(\/\w+)\/(\w+)(\/\w+)?$/.exec(path) ?? [];
  return { endpoint: endpoints[`${method} ${head}/:id${tail}`], id };
}

/** Compared by digest, so that the time it takes tells nothing. */
function isKey(authorization: string | undefined, controlKey: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${controlKey}`));
}

function refusal(status: number, code: string, message: string): ControlResponse {
  return { status, body: { error: { code, message } } };
}
