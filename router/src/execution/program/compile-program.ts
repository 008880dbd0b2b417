import { OperationTypeNode } from 'graphql';
import type { DeferStep, FetchStep, PlanStep } from '../../planning/plan.js';
import type { SupergraphTypes } from '../../supergraph/supergraph-types.js';
import { compileReading, placesBelow } from '../answers/object-reading.js';
import { Place } from './place.js';
import type { CompiledFetch, Program, ProgramRequest } from './program.js';
import { Representation } from './representation.js';
import { entitiesSelection, RequestText } from './request-text.js';
import { Target } from './target.js';

export interface ProgramSource {
  readonly types: SupergraphTypes;
  /** Of a subscription: the fetch whose answers are its events. It is not among the program's requests. */
  readonly primary?: FetchStep | undefined;
  readonly step?: PlanStep | undefined;
  /** Whether a Boolean variable of the operation is true. */
  isTrue(variable: string): boolean;
}

export interface CompiledProgram extends Program {
  readonly primary: CompiledFetch | undefined;
  /** Where the objects and lists stand that may be at several places of the answer. */
  readonly shared: ReadonlySet<Place>;
}

/** A fetch on its way to become part of a request. */
interface Draft {
  /** The fetch, and behind it its fallbacks. */
  readonly fetches: readonly CompiledFetch[];
  readonly step: FetchStep;
  /** See `ProgramRequest`. */
  readonly part: number;
  /** How many fetches come before, one after the other. */
  level: number;
  readonly after: readonly Draft[];
}

/** Where a step stands in the plan. */
interface Stand {
  readonly at: Target;
  /** What has to be done before. */
  readonly after: readonly Draft[];
  readonly part: number;
}

/** One operation asks for no more fetches of entities than these: `isAsked` combinations stay few. */
const MAX_MERGED = 20;

/**
 * Compiles a plan, its conditions decided. Fetches of entities that go to one subgraph after equally many others, for the same
 * part of the answer, become one request; it waits for everything that one of them waits for.
 */
export function compileProgram(source: ProgramSource): CompiledProgram {
  const root = new Place();
  const target = Target.root(root, source.types);
  const drafts: Draft[] = [];
  const draftsById = new Map<string, Draft[]>();
  const primary = source.primary && compileFetch(source.primary, target, source.types);
  if (source.step) draftStep(source.step, { at: target, after: [], part: 0 });
  const fetches = [...(primary ? [primary] : []), ...drafts.flatMap((draft) => draft.fetches)];
  const copied = new Set(fetches.filter((fetch) => hasToBeCopied(fetch, fetches)));
  const finish = (fetch: CompiledFetch): CompiledFetch => ({
    ...fetch,
    isCopied: copied.has(fetch),
    commonKeys: commonKeys(fetch, fetches),
  });
  const sharing = fetches.filter((fetch) => fetch.representation && !copied.has(fetch));
  const shared = new Set(sharing.flatMap(({ reading }) => reading.fields.flatMap(({ below }) => below?.place ?? [])));
  return { root, primary: primary && finish(primary), shared, requests: requestsOf(drafts, finish) };

  /** @returns the fetches that have to be done before what follows the step begins */
  function draftStep(step: PlanStep, stand: Stand): readonly Draft[] {
    switch (step.kind) {
      case 'Fetch':
        return [draftFetch(step, stand)];
      case 'Flatten':
        return draftStep(step.step, { ...stand, at: stand.at.below(step.path) });
      case 'Sequence':
        return step.steps.reduce((after, child) => draftStep(child, { ...stand, after }), stand.after);
      case 'Parallel':
        return [...new Set(step.steps.flatMap((child) => draftStep(child, stand)))];
      case 'Condition': {
        const branch = source.isTrue(step.variable) ? step.whenTrue : step.whenFalse;
        return branch ? draftStep(branch, stand) : stand.after;
      }
      case 'Defer':
        return draftDeferred(step, stand);
      default:
        return step satisfies never;
    }
  }

  function draftFetch(step: FetchStep, { at, after, part }: Stand): Draft {
    const level = 1 + Math.max(0, ...after.map((draft) => draft.level));
    const draft = { fetches: compileWithFallbacks(step, at, source.types), step, part, level, after };
    drafts.push(draft);
    if (step.id !== undefined) draftsById.set(step.id, [...(draftsById.get(step.id) ?? []), draft]);
    return draft;
  }

  /** What follows the step waits for nothing that is deferred. */
  function draftDeferred({ primary, deferred }: DeferStep, stand: Stand): readonly Draft[] {
    const drafted = primary ? draftStep(primary, stand) : stand.after;
    for (const { part, after: ids, step } of deferred) {
      const after = ids.flatMap((id) => draftsById.get(id) ?? []);
      if (step) draftStep(step, { at: target, after, part });
    }
    return drafted;
  }
}

function compileWithFallbacks(step: FetchStep, target: Target, types: SupergraphTypes): CompiledFetch[] {
  const fetch = compileFetch(step, target, types);
  if (!step.fallbacks || !canBeMerged(step)) return [fetch];
  return [fetch, ...step.fallbacks.map((other) => ({ ...compileFetch(other, target, types), isFallback: true }))];
}

function compileFetch(step: FetchStep, target: Target, types: SupergraphTypes): CompiledFetch {
  const { definition, requires, outputRewrites } = step;
  const set = requires ? entitiesSelection(definition) : definition.selectionSet;
  const renames = new Map(
    outputRewrites.map((rewrite) => {
      if (rewrite.kind !== 'KeyRenamer') throw new Error('The planner rewrites an answer in a way that is not known');
      return [rewrite.path.filter((element) => !element.startsWith('... on ')).join('/'), rewrite.renameKeyTo];
    }),
  );
  const source = requires && { selections: requires, place: target.place, types };
  return {
    step,
    target,
    reading: compileReading([set], target.place, renames),
    representation: source && new Representation(source, step.inputRewrites),
    commonKeys: [],
    isCopied: false,
    isFallback: false,
  };
}

/**
 * Objects that stand for one entity may share what was answered for it, as long as everything that is put below later is
 * the same for all of them: it is fetched for the shared objects themselves, whatever stands above.
 */
function hasToBeCopied(fetch: CompiledFetch, fetches: readonly CompiledFetch[]): boolean {
  if (fetches.some(({ step, target }) => step.contextArguments.length > 0 || target.isConditional)) return true;
  const below = new Set(placesBelow(fetch.reading));
  return fetches.some((other) => {
    if (areForOtherObjects(fetch, other) || below.has(other.target.place)) return false;
    return [...placesBelow(other.reading)].some((place) => below.has(place));
  });
}

function commonKeys({ representation, target }: CompiledFetch, fetches: readonly CompiledFetch[]): readonly string[] {
  const others = fetches.filter((other) => other.target.place === target.place);
  const keys = others.flatMap((other) => (other.representation ? [other.representation.requiredKeys] : []));
  return representation?.requiredKeys.filter((key) => keys.every((required) => required.includes(key))) ?? [];
}

/** A fetch and its fallbacks are; and a fetch is not in its own way. */
function areForOtherObjects({ step: one }: CompiledFetch, { step: other }: CompiledFetch): boolean {
  return one === other || one.fallbacks?.includes(other) || other.fallbacks?.includes(one) || false;
}

function requestsOf(drafts: readonly Draft[], finish: (fetch: CompiledFetch) => CompiledFetch): ProgramRequest[] {
  const groups = groupDrafts(leveled(drafts));
  const groupOf = new Map(groups.flatMap((group, index) => group.map((draft) => [draft, index] as const)));
  const waitsFor = groups.map(
    (group) => new Set(group.flatMap(({ after }) => after.flatMap((draft) => groupOf.get(draft) ?? []))),
  );
  return groups.flatMap((group, index): ProgramRequest[] => {
    const fetches = group.flatMap((draft) => draft.fetches.map(finish));
    const [first] = fetches;
    if (!first) return [];
    const text = new RequestText(
      fetches.map(({ step }) => step),
      fetches.map(({ reading }) => reading),
    );
    const next = groups.flatMap((_, other) => (waitsFor[other]?.has(index) ? [other] : []));
    const part = group[0]?.part ?? 0;
    return [{ step: first.step, fetches, text, part, waitsFor: waitsFor[index]?.size ?? 0, next }];
  });
}

/**
 * The fetches in the order of their levels. One that nothing waits for goes along with the last request to its subgraph:
 * the answer is not complete before that one anyway. In a mutation it stays, or it would see what later fields do.
 */
function leveled(drafts: readonly Draft[]): Draft[] {
  const isMutation = drafts.some(({ step }) => step.operationKind === OperationTypeNode.MUTATION);
  const awaited = new Set(drafts.flatMap(({ after }) => after));
  const levels = drafts.map((draft) => {
    const canWait = !isMutation && !awaited.has(draft) && canBeMerged(draft.step);
    const others = canWait ? drafts.filter((other) => canShareRequest(draft, other)) : [];
    return { draft, level: Math.max(draft.level, ...others.map(({ level }) => level)) };
  });
  for (const { draft, level } of levels) draft.level = level;
  return [...drafts].sort((one, other) => one.level - other.level);
}

function canShareRequest({ step: one, part }: Draft, { step: other, part: partOfOther }: Draft): boolean {
  return one.subgraph === other.subgraph && part === partOfOther && canBeMerged(other);
}

function groupDrafts(drafts: readonly Draft[]): Draft[][] {
  const groups: Draft[][] = [];
  const open = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const { step } = draft;
    const key = `${draft.level} ${draft.part} ${step.subgraph}`;
    const group = canBeMerged(step) ? open.get(key) : undefined;
    if (group && group.length < MAX_MERGED) {
      group.push(draft);
      continue;
    }
    const alone = [draft];
    groups.push(alone);
    if (canBeMerged(step)) open.set(key, alone);
  }
  return groups;
}

/** A fetch with context arguments may need several requests, and directives of an operation belong to it alone. */
function canBeMerged({ requires, operationKind, contextArguments, definition }: FetchStep): boolean {
  const isPlain = contextArguments.length === 0 && !definition.directives?.length;
  return requires !== undefined && operationKind === OperationTypeNode.QUERY && isPlain;
}
