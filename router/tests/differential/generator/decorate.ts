import type { SubgraphDraft, TypeDraft } from './subgraph-draft.js';
import type { EntityDraft, WorldDraft } from './world-draft.js';

/** Directives that leave the values as they are: fields move, hide, and are tagged. */
export function decorate(draft: WorldDraft): void {
  const { random } = draft;
  for (const entity of draft.entities) if (random.chance(0.55)) moveField(draft, entity);
  for (const subgraph of draft.federation2) {
    if (random.chance(0.2)) composeDirective(subgraph);
    for (const type of subgraph.types.values()) {
      if (type.kind !== 'type' || !random.chance(0.2)) continue;
      const own = [...type.fields.values()].filter(({ directives }) => !directives.includes('@external'));
      for (const field of random.sample(own, 1)) field.directives.push('@tag(name: "t")');
    }
  }
  for (const entity of draft.entities) if (random.chance(0.2)) hideField(draft, entity);
}

/** From one subgraph to another, which may be on its way. */
function moveField(draft: WorldDraft, entity: EntityDraft): void {
  const { random } = draft;
  const movable = [...entity.fields].filter(([name, { home, type }]) => {
    const field = home.types.get(entity.name)?.fields.get(name);
    // The members of an abstract type may be others there: the two subgraphs would contradict each other.
    const isAbstract = draft.abstractTypes.has(type.replaceAll(/\W/g, ''));
    return !home.isFederation1 && !isAbstract && field?.directives.length === 0;
  });
  if (movable.length === 0) return;
  const [name, { home, type, args }] = random.pick(movable);
  const targets = entity.homes.filter(
    (other) => other !== home && !other.isFederation1 && !other.types.get(entity.name)?.fields.has(name),
  );
  if (targets.length === 0) return;
  const target = random.pick(targets);
  const isKnown = [type, ...args.map((arg) => arg.split(/[:=]/)[1] ?? '')]
    .map((text) => text.replaceAll(/\W/g, ''))
    .every((named) => BUILT_IN.has(named) || target.types.has(named));
  if (!isKnown) return;
  const label = random.chance(0.7) ? `, label: "${addLabel(draft)}"` : '';
  const directives = [`@override(from: "${home.name}"${label})`];
  target.type('type', entity.name).field(name, type, { args: [...args], directives });
}

const BUILT_IN = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

/** Half of them hold. Of percentages only those that leave nothing to chance. */
function addLabel({ random, overrideLabels }: WorldDraft): string {
  const label = random.pick(['beta', 'percent(0)', 'percent(100)', 'moved']);
  if (label === 'beta') overrideLabels.add(label);
  return label;
}

function hideField({ random }: WorldDraft, entity: EntityDraft): void {
  const hidable = [...entity.fields].filter(([name, { home }]) => {
    const field = home.types.get(entity.name)?.fields.get(name);
    return !home.isFederation1 && field && !['label', 'count'].includes(name);
  });
  if (hidable.length < 2) return;
  const [name, { home }] = random.pick(hidable);
  home.types.get(entity.name)?.fields.get(name)?.directives.push('@inaccessible');
}

function composeDirective(subgraph: SubgraphDraft): void {
  const isTaken = (type: TypeDraft) => type.kind === 'type' && type.fields.size > 0;
  const type = [...subgraph.types.values()].find(isTaken);
  subgraph.links.push(
    'extend schema @link(url: "https://specs.example.test/note/v1.0", import: ["@note"]) @composeDirective(name: "@note")',
    'directive @note(text: String) on FIELD_DEFINITION',
  );
  for (const field of type?.fields.values() ?? []) field.directives.push('@note(text: "n")');
}
