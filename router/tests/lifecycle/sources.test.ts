import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IntrospectAndCompose } from '@apollo/gateway';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RouterConfigInput, SupergraphOrigin } from '../../src/index.js';
import { type RunningRouter, runRouter } from '../fixtures/running-router.js';
import { accounts } from '../fixtures/shop.js';
import { composeSupergraph } from '../fixtures/start-federation.js';
import { startSubgraph, type TestSubgraph } from '../fixtures/start-subgraph.js';

const ME = { data: { me: { name: 'Ada' } } };
const EXTRA = { data: { extra: 'more' } };

let subgraphs: TestSubgraph[];
/** Without and with `Query.extra`. */
let sdl: string;
let extendedSdl: string;
const closing: AsyncDisposable[] = [];

beforeAll(async () => {
  const extra = { name: 'extra', sdl: 'type Query { extra: String }', resolvers: { Query: { extra: () => 'more' } } };
  subgraphs = await Promise.all([accounts, extra].map(startSubgraph));
  sdl = composeSupergraph(subgraphs.slice(0, 1));
  extendedSdl = composeSupergraph(subgraphs);
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((open) => open[Symbol.asyncDispose]()));
});

afterAll(async () => {
  await Promise.all(subgraphs.map((subgraph) => subgraph[Symbol.asyncDispose]()));
});

async function start(supergraph: SupergraphOrigin, config?: RouterConfigInput): Promise<RunningRouter> {
  const running = await runRouter(supergraph, config);
  closing.push(running);
  return running;
}

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const isExtended = ({ ask }: RunningRouter) => until(async () => expect(await ask('{ extra }')).toEqual(EXTRA));
const isNotExtended = ({ ask }: RunningRouter) =>
  until(async () => expect(await ask('{ extra }')).toMatchObject({ errors: [{}] }));
const fails = ({ supergraph }: RunningRouter, message: string) =>
  until(async () => expect((await supergraph()).lastFailure?.message).toContain(message));

describe('a file', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'router-source-'));

  const onlyWatched = { supergraph: { pollIntervalMs: 3_600_000 } };

  it('is read again when it is written, and when another is renamed to it', async () => {
    const file = join(folder(), 'supergraph.graphql');
    writeFileSync(file, sdl);
    const running = await start({ file }, onlyWatched);
    const rename = (text: string) => {
      writeFileSync(`${file}~`, text);
      renameSync(`${file}~`, file);
    };
    writeFileSync(file, extendedSdl);
    await isExtended(running);
    rename(sdl);
    await isNotExtended(running);
    rename(extendedSdl);
    await isExtended(running);
  });

  it('is read again when Kubernetes swaps the folder that a ConfigMap is linked to', async () => {
    const volume = folder();
    const link = (revision: string, text: string) => {
      mkdirSync(join(volume, revision));
      writeFileSync(join(volume, revision, 'supergraph.graphql'), text);
      symlinkSync(revision, join(volume, '..data_tmp'));
      renameSync(join(volume, '..data_tmp'), join(volume, '..data'));
    };
    link('..1', sdl);
    symlinkSync('..data/supergraph.graphql', join(volume, 'supergraph.graphql'));
    const running = await start({ file: join(volume, 'supergraph.graphql') }, onlyWatched);
    link('..2', extendedSdl);
    await isExtended(running);
    rmSync(join(volume, '..1'), { recursive: true });
    link('..3', sdl);
    await isNotExtended(running);
  });

  it('is looked at from time to time, for links that lead where nobody watches', async () => {
    const [here, elsewhere] = [folder(), folder()];
    writeFileSync(join(elsewhere, 'real.graphql'), sdl);
    symlinkSync(join(elsewhere, 'real.graphql'), join(here, 'supergraph.graphql'));
    const running = await start({ file: join(here, 'supergraph.graphql') }, { supergraph: { pollIntervalMs: 20 } });
    writeFileSync(join(elsewhere, 'real.graphql'), extendedSdl);
    await isExtended(running);
  });

  it('that cannot be served is not used, and the health check says why until a good one is there', async () => {
    const file = join(folder(), 'supergraph.graphql');
    writeFileSync(file, sdl);
    const running = await start({ file });
    const { hash } = await running.supergraph();
    writeFileSync(file, 'type Query {');
    await fails(running, 'The supergraph is not valid: Syntax Error');
    writeFileSync(file, `${sdl}`.replace(subgraphs[0]!.url, 'nowhere'));
    await fails(running, 'Subgraph "accounts" has no usable URL');
    rmSync(file);
    await fails(running, 'supergraph.graphql cannot be read: there is no such file');
    expect(await running.ask('{ me { name } }')).toEqual(ME);
    expect(await running.supergraph()).toMatchObject({ hash });
    expect(await running.metric('supergraph_loads_total{outcome="refused"}')).toBe(2);

    writeFileSync(file, sdl);
    await until(async () => expect((await running.supergraph()).lastFailure).toBeUndefined());
    expect(await running.metric('supergraph_loads_total{outcome="loaded"}')).toBe(1);
    expect(await running.metric(`supergraph_info{hash="${hash}"}`)).toBe(1);
  });

  it('is left alone when it is not to be watched, until somebody asks', async () => {
    const file = join(folder(), 'supergraph.graphql');
    writeFileSync(file, sdl);
    const running = await start({ file }, { supergraph: { watch: false, pollIntervalMs: 1 } });
    const watching = await start({ file });
    writeFileSync(file, extendedSdl);
    await isExtended(watching);
    expect(await running.ask('{ extra }')).toMatchObject({ errors: [{}] });
    await running.router.reload();
    await isExtended(running);
  });
});

describe('a URL', () => {
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let server: Server;
  let url: string;
  const statuses: number[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.on('finish', () => statuses.push(response.statusCode));
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph?secret=1`;
  });

  afterAll(() => void server.close());

  function serve(text: string) {
    const etag = `"${text.length}"`;
    answer = ({ headers }, response) => {
      if (headers.authorization !== 'Bearer open sesame') response.writeHead(401).end();
      else if (headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(text);
    };
  }

  const config = {
    supergraph: { pollIntervalMs: 20, deadlineMs: 1_000, maxBytes: 100_000, bearerToken: 'open sesame' },
  };

  it('is asked again and again, and only for what is new', async () => {
    serve(sdl);
    const running = await start({ url }, config);
    statuses.length = 0;
    await until(async () => expect(statuses.length).toBeGreaterThan(3));
    expect(new Set(statuses)).toEqual(new Set([304]));
    serve(extendedSdl);
    await isExtended(running);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('may fail: the supergraph stays, and the health check says why, without what may be secret', async () => {
    serve(sdl);
    const running = await start({ url }, config);
    answer = (_, response) => response.writeHead(500).end('oops');
    await fails(running, '/supergraph cannot be had: it answered 500');
    answer = (_, response) => response.writeHead(302, { location: '/elsewhere' }).end();
    await fails(running, '/supergraph cannot be had: unexpected redirect');
    answer = (_, response) => response.write('type');
    await fails(running, '/supergraph cannot be had: no answer within 1000 ms');
    answer = (_, response) => response.end(' '.repeat(100_001));
    await fails(running, '/supergraph cannot be had: it is larger than 100000 bytes');
    answer = (_, response) => response.end('type Query');
    await fails(running, 'The supergraph is not valid');
    expect(await running.ask('{ me { name } }')).toEqual(ME);
    serve(extendedSdl);
    await isExtended(running);
    expect((await running.supergraph()).lastFailure).toBeUndefined();
  });

  it('must answer at the start', async () => {
    serve(sdl);
    const { bearerToken: _, ...withoutToken } = config.supergraph;
    await expect(runRouter({ url }, { supergraph: withoutToken })).rejects.toThrow(
      '/supergraph cannot be had: it answered 401',
    );
  });
});

describe('a manager of @apollo/gateway', () => {
  it('composes what the subgraphs say of themselves, again when they say something else', async () => {
    const [own, extra] = await Promise.all(
      [
        accounts,
        { name: 'extra', sdl: 'type Query { extra: String }', resolvers: { Query: { extra: () => 'more' } } },
      ].map(startSubgraph),
    );
    closing.push(own!, extra!);
    const manager = new IntrospectAndCompose({
      subgraphs: [own!, extra!].map(({ name, url }) => ({ name, url })),
      pollIntervalInMs: 20,
      subgraphHealthCheck: true,
    });
    const running = await start(manager);
    expect(await running.ask('{ extra me { name } }')).toEqual({ data: { ...EXTRA.data, ...ME.data } });
    own!.answerWith((response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ data: { __typename: 'Query', _service: { sdl: 'type Query { other: Int }' } } })),
    );
    await until(async () =>
      expect(await running.ask('{ __type(name: "Query") { fields { name } } }')).toEqual({
        data: { __type: { fields: [{ name: 'other' }, { name: 'extra' }] } },
      }),
    );
  });

  it('is made here when subgraphs are given, and what fails it is shown', async () => {
    const own = await startSubgraph(accounts);
    closing.push(own);
    const running = await start({ subgraphs: [own] }, { supergraph: { pollIntervalMs: 20 } });
    expect(await running.ask('{ me { name } }')).toEqual(ME);
    own.answerWith((response) => response.writeHead(500).end());
    await fails(running, 'Couldn\'t load service definitions for "accounts"');
  });

  it('may be a function; of supergraphs that come at once only the last is loaded; it is cleaned up', async () => {
    const cleanup = vi.fn(async () => {});
    let update = (_: string) => {};
    const running = await start(async (options) => {
      update = options.update;
      await options.healthCheck(sdl);
      return { supergraphSdl: sdl, cleanup };
    });
    for (let n = 0; n < 5; n++) update(`${sdl}# ${n}`);
    update(extendedSdl);
    await isExtended(running);
    expect(await running.metric('supergraph_loads_total{outcome="loaded"}')).toBe(2);
    expect(await running.metric('supergraph_loads_total{outcome="superseded"}')).toBe(5);
    await running.router[Symbol.asyncDispose]();
    expect(cleanup).toHaveBeenCalledOnce();
  });

  it('may have a newer one before the first is in use', async () => {
    const running = await start(async ({ update }) => {
      setImmediate(() => update(extendedSdl));
      return { supergraphSdl: sdl };
    });
    await isExtended(running);
  });

  it('that gives something else than a text is told so', async () => {
    let update = (_: any) => {};
    const running = await start(async (options) => {
      update = options.update;
      return { supergraphSdl: sdl };
    });
    update(undefined);
    await fails(running, 'The supergraph manager failed: it gave no supergraph');
    await expect(runRouter(async () => ({}) as any)).rejects.toThrow(
      'The supergraph manager failed: it gave no supergraph',
    );
  });

  it('that fails at the start is why the router does not', async () => {
    const nowhere = { name: 'a', url: 'http://127.0.0.1:9/graphql' };
    await expect(runRouter({ subgraphs: [nowhere] })).rejects.toThrow('Couldn\'t load service definitions for "a"');
  });
});
