import type { IncomingMessage } from 'node:http';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLFormattedError, type GraphQLSchema, Kind, visit } from 'graphql';
import type { Logger } from '../logger.js';
import { isUnexpected, maskError } from '../mask-error.js';
import type { RequestContext } from '../request-context.js';
import { refuseUnstorableText } from '../text.js';
import type { Metrics } from '../watching/metrics.js';
import { readBody } from './read-body.js';
import type { Reply } from './route.js';

const MAX_BYTES = 2_000_000;

/** Apollo Server without any HTTP framework: its errors masked, its operations measured. */
export function createApolloServer<Context extends RequestContext>(facts: {
  schema: GraphQLSchema;
  metrics: Metrics;
  logger: Logger;
}): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: facts.schema,
    // its handler re-raises the signal before our own shutdown has finished
    stopOnTerminationSignals: false,
    csrfPrevention: false, // the router's signed context is the gate
    introspection: false,
    includeStacktraceInErrorResponses: false,
    logger: facts.logger,
    formatError: maskError,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      refuseHostileText(),
      watchOperations(facts.metrics),
    ],
  });
}

/** @param makeContext  called once the request is known to be the router's */
export async function answerGraphql<Context extends RequestContext>(
  apollo: ApolloServer<Context>,
  request: IncomingMessage,
  url: URL,
  makeContext: () => Promise<Context>,
): Promise<Reply> {
  const text = request.method === 'POST' ? await readBody(request, MAX_BYTES) : '';
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = request.method ?? 'GET';
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search: url.search, body: text === '' ? undefined : JSON.parse(text) },
    context: makeContext,
  });
  if (answer.body.kind !== 'complete') throw new Error('A subgraph does not defer');
  return { status: answer.status ?? 200, headers: Object.fromEntries(answer.headers), body: answer.body.string };
}

/** Adds what ties an error to a log line; `maskError` has made it presentable. */
export function stampError(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId, timestamp: new Date().toISOString() } };
}

/** Text that PostgreSQL can't store is refused once, here, for every argument of every field. */
function refuseHostileText<Context extends RequestContext>(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ request, document }) => {
        refuseUnstorableText(request.variables ?? {}, ['variables']);
        visit(document, {
          [Kind.STRING]: (node) => refuseUnstorableText(node.value, ['query']),
        });
      },
    }),
  };
}

function watchOperations<Context extends RequestContext>(metrics: Metrics): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => {
      const startedAt = performance.now();
      return {
        didEncounterErrors: async ({ errors, contextValue, operationName }) => {
          for (const error of errors.filter(isUnexpected)) {
            contextValue.logger.error(
              { err: error.originalError ?? error, operationName, path: error.path },
              'unexpected error',
            );
          }
        },
        willSendResponse: async ({ response, contextValue, operation }) => {
          if (response.body.kind !== 'single') return;
          const { errors } = response.body.singleResult;
          const seconds = (performance.now() - startedAt) / 1_000;
          const labels = { type: operation?.operation ?? 'none', outcome: errors ? 'error' : 'ok' };
          metrics.graphqlOperationDuration.observe(labels, seconds);
          for (const error of errors ?? []) metrics.graphqlErrors.inc({ code: String(error.extensions?.code) });
          response.body.singleResult.errors = errors?.map((error) => stampError(error, contextValue.requestId));
        },
      };
    },
  };
}
