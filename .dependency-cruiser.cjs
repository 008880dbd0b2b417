/**
 * Who may import whom; docs/decisions/0001-house-rules.md says why. Run by tests/architecture.test.ts.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const room = (name) => `^subgraphs/([^/]+)/src/${name}/`;
const own = (...names) => names.map((name) => `^subgraphs/$1/src/${name}/`);
const KIT = '^packages/subgraph-kit/';
const EVENTS = '^packages/events/';
const LIBRARY = 'node_modules';

const mayImport = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: '^(subgraphs|packages|router)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'subgraphs-apart',
      comment: 'Subgraphs meet in schema/ (fields) and packages/events (facts), never in code.',
      severity: 'error',
      from: { path: '^subgraphs/([^/]+)/' },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    mayImport('main', '^subgraphs/([^/]+)/src/main\\.ts$', ['^subgraphs/$1/src/(app|config)\\.ts$', KIT]),
    {
      name: 'app-is-the-top',
      comment: 'Only main, the platform and tests switch a house on.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/src/', pathNot: 'src/main\\.ts$' },
      to: { path: '^subgraphs/[^/]+/src/app\\.ts$' },
    },
    mayImport('graphql-room', room('graphql'), [
      ...own('graphql', 'use-cases', 'domain'),
      '^subgraphs/$1/src/context\\.ts$',
      KIT,
      EVENTS,
    ]),
    {
      name: 'graphql-without-sql',
      severity: 'error',
      from: { path: room('graphql') },
      to: { path: 'node_modules/(\\.pnpm/)?(drizzle-orm|postgres)[@/]' },
    },
    mayImport('listeners-room', room('listeners'), [
      ...own('listeners', 'use-cases'),
      '^subgraphs/$1/src/context\\.ts$',
      KIT,
      EVENTS,
    ]),
    mayImport('http-room', room('http'), [
      ...own('http', 'gateways', 'use-cases', 'domain'),
      '^subgraphs/$1/src/context\\.ts$',
      KIT,
      EVENTS,
    ]),
    mayImport('gateways-room', room('gateways'), [
      ...own('gateways', 'use-cases', 'domain'),
      '^subgraphs/$1/src/config\\.ts$',
      KIT,
      EVENTS,
    ]),
    mayImport('use-cases-room', room('use-cases'), [
      ...own('use-cases', 'domain', 'data'),
      '^subgraphs/$1/src/(context|config)\\.ts$',
      KIT,
      EVENTS,
    ]),
    {
      name: 'use-cases-without-frameworks',
      severity: 'error',
      from: { path: room('use-cases') },
      to: { path: ['node_modules/(\\.pnpm/)?(drizzle-orm|type-graphql)[@/]', '^packages/subgraph-kit/src/graphql/'] },
    },
    mayImport('data-room', room('data'), [...own('data', 'domain'), KIT, '^packages/demo-world/']),
    mayImport('domain-room', room('domain'), [
      ...own('domain'),
      '^packages/subgraph-kit/src/(index|money|errors)\\.ts$',
    ]),
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: room('domain'), pathNot: '\\.test\\.ts$' },
      to: { path: LIBRARY },
    },
    {
      name: 'events-stand-alone',
      comment: 'The published language depends on its parser alone.',
      severity: 'error',
      from: { path: EVENTS, pathNot: '\\.test\\.ts$' },
      to: { path: '.', pathNot: [EVENTS, 'node_modules/(\\.pnpm/)?(zod|uuid)[@/]'] },
    },
    {
      name: 'kit-knows-no-commerce',
      severity: 'error',
      from: { path: KIT },
      to: { path: '^(subgraphs|router|packages/(?!subgraph-kit/))' },
    },
    {
      name: 'router-knows-no-shop',
      comment: 'It serves any supergraph. What makes its own code start fast is no part of the shop.',
      severity: 'error',
      from: { path: '^router/' },
      to: { path: '^(subgraphs|packages/(?!bundle/))' },
    },
    {
      name: 'tracing-is-loaded-late',
      comment: 'OpenTelemetry takes a quarter of a second to load: a router that traces nothing goes without.',
      severity: 'error',
      from: { path: '^router/src/', pathNot: ['^router/src/telemetry/tracing/', '\\.test\\.ts$'] },
      to: {
        path: ['^router/src/telemetry/tracing/', 'node_modules/(\\.pnpm/)?@opentelemetry[+/]'],
        dependencyTypesNot: ['type-only'],
        dynamic: false,
      },
    },
    {
      name: 'platform-is-the-top',
      severity: 'error',
      from: { path: '^(subgraphs|router|packages)/', pathNot: '^packages/platform/' },
      to: { path: '^packages/platform/' },
    },
    {
      name: 'failpoints-are-the-chaos-rigs',
      comment: 'What is shipped cannot make its failpoints do anything.',
      severity: 'error',
      from: { path: '^(subgraphs|router|packages)/' },
      to: { path: '^packages/subgraph-kit/src/chaos\\.ts$' },
    },
    {
      name: 'no-test-code-in-production',
      severity: 'error',
      from: { path: '^(subgraphs|router|packages)/[^/]+/?.*src/', pathNot: ['\\.test\\.ts$', '/testing/'] },
      to: { path: ['/testing/', '\\.test\\.ts$', '/tests/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|migrations|generated|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
