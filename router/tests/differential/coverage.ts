import { QueryPlanner } from '@apollo/query-planner';
import { isLost } from './compare-answers.js';
import type { OracleAnswer } from './oracle.js';
import type { Operation, World } from './scenario.js';
import type { ServedFeature } from './world/subgraph-service.js';

const SERVED: readonly ServedFeature[] = [
  'entities',
  'interface entity',
  'interface object',
  'requires',
  'requires: nested',
  'requires: arguments',
  'provides',
  'override',
  'key: compound',
  'key: nested',
  'context',
  'federation 1',
  'error thrown',
  'entity that throws',
  'entity not found',
  'key: null',
  'requires: fragment',
];

const IN_SDL: Readonly<Record<string, RegExp>> = {
  'sdl: several keys': /type \w+[^{]*@key\([^)]*\) @key/,
  'sdl: unresolvable key': /resolvable: false/,
  'sdl: shareable': /@shareable/,
  'sdl: progressive override': /@override\([^)]*label/,
  'sdl: inaccessible field': /: [^\n]*@inaccessible/,
  'sdl: interface': /\ninterface/,
  'sdl: interface that implements another': /\ninterface \w+ implements/,
  'sdl: union': /\nunion/,
  'sdl: input': /\ninput/,
  'sdl: two requirements with arguments': /cost1/,
  'sdl: list of lists': /\[\[/,
  'sdl: scalar': /\nscalar/,
  'sdl: tag': /@tag/,
  'sdl: composed directive': /@composeDirective\(/,
};

const IN_OPERATION: Readonly<Record<string, RegExp>> = {
  'operation: mutation': /^mutation/,
  'operation: subscription': /^subscription/,
  'operation: defer': /@defer/,
  'operation: alias of a key': /\bid: (?!__)\w/,
  'operation: alias of __typename': /\w: __typename/,
  'operation: named fragment': /\.\.\.F\d/,
  'operation: fragment on an abstract type': /on (?:Named|NamedParent|Any|Media)\b/,
  'operation: condition on a field': /\w @(?:skip|include)/,
  'operation: condition on a fragment': /\.\.\.[^{}]*@(?:skip|include)/,
  'operation: conditions within one another': /\.\.\.[^{}]*@(?:skip|include)[^}]*\.\.\.[^{}]*@(?:skip|include)/,
  'operation: variable in an object': /[{,] ?\w+: \$v\d+[^{}()]*\}/,
  'operation: default of a variable': /\$v\d+: [^,)]*=/,
  'operation: introspection': /__schema|__type\(/,
};

const IN_PLAN = ['Fetch', 'Flatten', 'Sequence', 'Parallel', 'Condition'];
const IN_ANSWER = [
  'answer: error',
  'answer: null that went up',
  'answer: no data',
  'answer: empty list',
  'answer: null in a list',
];
/** Types of which clients get less than some subgraph has. */
const DIFFERING = ['enum', 'input'];

/** What the generator has shown so far: a run that did not see all of it has become blind. */
export class Coverage {
  readonly #counts = new Map<string, number>();

  constructor() {
    const names = [
      ...SERVED,
      ...Object.keys(IN_SDL),
      ...Object.keys(IN_OPERATION),
      ...IN_ANSWER,
      ...DIFFERING.map(differing),
    ];
    for (const name of [...names, ...IN_PLAN.map((kind) => `plan: ${kind}`)]) this.#counts.set(name, 0);
  }

  /** How often each was seen; 0 for those never. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  get unseen(): string[] {
    return [...this.#counts].filter(([, count]) => count === 0).map(([name]) => name);
  }

  readonly see = (feature: string): void => {
    this.#counts.set(feature, (this.#counts.get(feature) ?? 0) + 1);
  };

  seeWorld({ subgraphs }: World): void {
    for (const kind of DIFFERING) {
      const texts = subgraphs.flatMap(({ sdl }) => sdl.match(new RegExp(`^${kind} \\w+ {[^}]*}`, 'gm')) ?? []);
      const names = new Set(texts.map((text) => text.split(' ')[1]));
      if (new Set(texts).size > names.size) this.see(differing(kind));
    }
    for (const [name, pattern] of Object.entries(IN_SDL)) {
      if (subgraphs.some(({ sdl }) => pattern.test(sdl))) this.see(name);
    }
  }

  seeOperation({ query }: Operation): void {
    for (const [name, pattern] of Object.entries(IN_OPERATION)) if (pattern.test(query)) this.see(name);
  }

  seeAnswer({ data, errorPaths }: OracleAnswer): void {
    if (errorPaths.length > 0) this.see('answer: error');
    if (!data) this.see('answer: no data');
    if (errorPaths.some((path) => isLost(path, data))) this.see('answer: null that went up');
    const text = JSON.stringify(data);
    if (text.includes('[]')) this.see('answer: empty list');
    if (/\[null|,null[,\]]/.test(text)) this.see('answer: null in a list');
  }

  /** Watches the planner until it is disposed of. */
  watchPlans(): Disposable {
    const { buildQueryPlan } = QueryPlanner.prototype;
    const { see } = this;
    QueryPlanner.prototype.buildQueryPlan = function (...args) {
      const plan = buildQueryPlan.apply(this, args);
      JSON.stringify(plan, (key, value) => {
        if (key === 'kind' && IN_PLAN.includes(value)) see(`plan: ${value}`);
        return value;
      });
      return plan;
    };
    return {
      [Symbol.dispose]() {
        QueryPlanner.prototype.buildQueryPlan = buildQueryPlan;
      },
    };
  }
}

function differing(kind: string): string {
  return `sdl: ${kind} that differs between subgraphs`;
}
