import { type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { AccessControl } from '../authorization/access-control.js';
import { type DecidePolicies, grantPolicies, type PolicyQuestion } from '../authorization/decide-policies.js';
import { includedFields } from '../authorization/included-fields.js';
import { isMet } from '../authorization/name-sets.js';
import type { OperationAccess } from '../authorization/operation-access.js';
import type { Requirement } from '../authorization/requirement.js';
import type { RouterConfig } from '../config/router-config.js';
import { RequestError } from '../errors/request-error.js';
import type { JsonRecord } from '../json-record.js';
import type { DeniedFields } from '../planning/denied-fields.js';
import type { ParsedDocument } from '../planning/parsed-document.js';

export interface AuthorizationRequest extends PolicyQuestion {
  readonly document: ParsedDocument;
  readonly operation: OperationDefinitionNode;
  /** Coerced. */
  readonly variables: JsonRecord;
}

/**
 * Decides what of an operation its viewer may have.
 *
 * @returns what is to be left out; undefined when nothing is
 */
export type Authorize = (
  access: AccessControl,
  request: AuthorizationRequest,
) => DeniedFields | undefined | Promise<DeniedFields | undefined>;

export interface AuthorizeOptions {
  readonly config: RouterConfig;
  readonly decidePolicies: DecidePolicies | undefined;
  readonly logger: Logger;
}

const NO_POLICIES: ReadonlySet<string> = new Set();
/** Errors of one refusal. */
const MAX_ERRORS = 20;

/**
 * The function made throws RequestError signInRequired (a guest) or fieldDenied when a denied field costs the whole
 * operation: every one does with `onDenied: reject`, and that of a subscription always, for it is all there is.
 */
export function createAuthorize({ config, decidePolicies, logger }: AuthorizeOptions): Authorize {
  const { onDenied, policies } = config.authorization;
  const options = { policies, decide: decidePolicies, deadlineMs: config.deadlines.subgraphMs, logger };

  return (control, request) => {
    const access = control.of(request.operation, request.document.fragments);
    if (access.requirements.length === 0) return undefined;
    if (access.policies.length === 0) return decide(access, request, NO_POLICIES);
    const granted = grantPolicies(options, access.policies, request);
    if (!(granted instanceof Promise)) return decide(access, request, granted);
    return granted.then((names) => decide(access, request, names));
  };

  function decide(access: OperationAccess, request: AuthorizationRequest, granted: ReadonlySet<string>) {
    const denied = access.denied((requirement) => meets(request, granted, requirement));
    if (denied) refuseWhole(access, request, denied, onDenied === 'reject');
    return denied;
  }
}

function meets(
  { viewer }: AuthorizationRequest,
  grantedPolicies: ReadonlySet<string>,
  requirement: Requirement,
): boolean {
  switch (requirement.kind) {
    case 'authenticated':
      return viewer !== null;
    case 'scopes':
      return isMet(requirement.anyOf, (scope) => viewer?.scopes.includes(scope) ?? false);
    case 'policies':
      return isMet(requirement.anyOf, (policy) => grantedPolicies.has(policy));
  }
}

function refuseWhole(
  { guarded }: OperationAccess,
  { viewer, operation, document, variables }: AuthorizationRequest,
  { nodes }: DeniedFields,
  isAnyTooMuch: boolean,
): void {
  const isSubscription = operation.operation === OperationTypeNode.SUBSCRIPTION;
  if (!isAnyTooMuch && !isSubscription) return;
  const included = includedFields(operation, document.fragments, variables, isAnyTooMuch ? 'all' : 'root');
  const refused = guarded.filter(({ node }) => nodes.has(node) && included.has(node));
  if (refused.length === 0) return;
  throw new RequestError(
    viewer ? 'fieldDenied' : 'signInRequired',
    refused.slice(0, MAX_ERRORS).map(({ node, coordinate }) => {
      const start = node.loc?.startToken;
      const message = `Not allowed to have ${coordinate}`;
      return start ? { message, locations: [{ line: start.line, column: start.column }] } : { message };
    }),
  );
}
