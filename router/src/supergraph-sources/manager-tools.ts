import type { GraphQLDataSource } from '@apollo/gateway';
import { type GraphQLFormattedError, Kind, parse, visit } from 'graphql';
import { fetch } from 'undici';
import { z } from 'zod';

const DEADLINE_MS = 10_000;

const formattedError = z.looseObject({ message: z.string() });
const graphqlAnswer = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.custom<GraphQLFormattedError>((error) => formattedError.safeParse(error).success)).optional(),
});

interface Asked {
  readonly query?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Iterable<[string, string]> | undefined;
}

/** As much of a data source as a supergraph manager needs, which asks subgraphs for their schemas. */
export function dataSourceFor({
  name,
  url,
}: {
  readonly name: string;
  readonly url?: string | undefined;
}): GraphQLDataSource {
  return {
    async process({ request: { query, operationName, variables, http } }) {
      if (!url) throw new Error(`The subgraph "${name}" has no URL`);
      return ask(url, { query, operationName, variables, headers: http?.headers });
    },
  };
}

/** @throws Error    names the first subgraph that does not tell its `__typename` */
export async function checkHealth(supergraphSdl: string): Promise<void> {
  await Promise.all(
    [...urlsIn(supergraphSdl)].map(async ([name, url]) => {
      try {
        const { data } = await ask(url, { query: 'query HealthCheck { __typename }' });
        if (!data) throw new Error('It answered without data');
      } catch (cause) {
        throw new Error(`The subgraph "${name}" does not answer`, { cause });
      }
    }),
  );
}

async function ask(url: string, { headers, ...parameters }: Asked) {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
    headers: { ...Object.fromEntries(headers ?? []), 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  const { data, errors } = graphqlAnswer.parse(await response.json());
  return { ...(data !== undefined && { data }), ...(errors && { errors }) };
}

/** Name → routing URL, from the `@join__graph`s. */
function urlsIn(supergraphSdl: string): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  visit(parse(supergraphSdl, { noLocation: true }), {
    Directive(directive) {
      if (directive.name.value !== 'join__graph') return;
      const values = new Map(
        directive.arguments?.map(({ name, value }) => [name.value, value.kind === Kind.STRING ? value.value : '']),
      );
      urls.set(values.get('name') ?? '', values.get('url') ?? '');
    },
  });
  return urls;
}
