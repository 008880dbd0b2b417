import { placeEntity } from './place-entities.js';
import { freeName, typeIn } from './place-fields.js';
import type { SubgraphDraft } from './subgraph-draft.js';
import { type EntityDraft, type PlacedField, VALUE_TYPES, type WorldDraft } from './world-draft.js';

/** Fields that depend on others: @requires, @provides, @context with @fromContext. */
export function placeDependentFields(draft: WorldDraft): void {
  const { random } = draft;
  const ordinary = draft.entities.filter(({ isOrdinary }) => isOrdinary);
  for (const entity of ordinary) if (random.chance(0.75)) placeRequirement(draft, entity);
  for (const entity of ordinary) if (random.chance(0.35)) placePricedRequirements(draft, entity);
  for (const entity of ordinary) if (random.chance(0.65)) placeProvision(draft, entity);
  if (random.chance(0.45)) placeContext(draft);
}

/** A field of one subgraph that needs one to three of another's. */
function placeRequirement(draft: WorldDraft, entity: EntityDraft): void {
  const { random } = draft;
  const home = random.pick(entity.homes);
  const away = [...entity.fields].filter(([, field]) => field.isSimple && field.home !== home);
  const needed = random
    .sample(away, random.int(1, 3))
    .filter(([name]) => !home.types.get(entity.name)?.fields.has(name));
  if (needed.length === 0) return;
  const selections = needed.map(([name, field]) => {
    addExternal(draft, entity, home, name, field);
    return `${name}${literalArguments(draft, field)}${nestedSelection(draft, field)}`;
  });
  const through = random.chance(0.7) ? requirementThroughReference(draft, entity, home) : undefined;
  const abstract = random.chance(0.9) ? requirementWithFragments(draft, entity, home) : undefined;
  const fields = [...selections, through, abstract].filter((selection) => selection !== undefined).join(' ');
  const name = freeName(draft, entity, 'derived');
  const directives = [`@requires(fields: "${fields.replaceAll('"', '\\"')}")`];
  const type = random.pick(['String', 'String!']);
  home.type('type', entity.name).field(name, type, { directives });
  entity.fields.set(name, { home, type, args: [], isSimple: true });
}

/** `peer { x }`, where both are another subgraph's. */
function requirementThroughReference(draft: WorldDraft, entity: EntityDraft, home: SubgraphDraft): string | undefined {
  const { random } = draft;
  const references = [...entity.fields].flatMap(([name, field]) => {
    const target = draft.entities.find((other) => other.name === field.type.replaceAll(/\W/g, ''));
    const isFree = !home.types.get(entity.name)?.fields.has(name);
    return target && isFree && field.home !== home && field.args.length === 0 ? [{ name, field, target }] : [];
  });
  if (references.length === 0) return undefined;
  const { name, field, target } = random.pick(references);
  draft.entityIn(home, target);
  const candidates = [...target.fields].filter(
    ([below, { isSimple, args }]) => isSimple && args.length === 0 && !home.types.get(target.name)?.fields.has(below),
  );
  if (candidates.length === 0) return undefined;
  const [below, belowField] = random.pick(candidates);
  addExternal(draft, entity, home, name, field);
  addExternal(draft, target, home, below, belowField);
  return `${name} { ${below}${nestedSelection(draft, belowField)} }`;
}

/** `peer { ... on T0 { x } }`: each type has a field of its own that is another subgraph's. */
function requirementWithFragments(draft: WorldDraft, entity: EntityDraft, home: SubgraphDraft): string | undefined {
  const { random } = draft;
  const references = [...entity.fields].filter(([name, field]) => {
    const isFree = !home.types.get(entity.name)?.fields.has(name);
    const isAbstract = draft.abstractTypes.has(field.type.replaceAll(/\W/g, ''));
    return isAbstract && isFree && field.home !== home && field.args.length === 0;
  });
  if (references.length === 0) return undefined;
  const [name, field] = random.pick(references);
  const abstract = field.type.replaceAll(/\W/g, '');
  const owned = field.home.types.get(abstract);
  const union = owned?.kind === 'union' ? home.type('union', abstract) : undefined;
  for (const member of owned?.members ?? []) union?.members.add(member);
  const isMember = (other: EntityDraft) =>
    union?.members.has(other.name) || home.types.get(other.name)?.interfaces.has(abstract);
  const fragments = draft.entities.filter(isMember).flatMap((member) => {
    draft.entityIn(home, member);
    const away = [...member.fields].filter(
      ([below, { isSimple, args }]) => isSimple && args.length === 0 && !home.types.get(member.name)?.fields.has(below),
    );
    if (away.length === 0) return [];
    const [below, belowField] = random.pick(away);
    addExternal(draft, member, home, below, belowField);
    return [`... on ${member.name} { ${below}${nestedSelection(draft, belowField)} }`];
  });
  if (fragments.length === 0) return undefined;
  addExternal(draft, entity, home, name, field);
  return `${name} { ${fragments.join(' ')} }`;
}

/** Two fields that need one field with different arguments; clients may ask for it with a third. */
function placePricedRequirements(draft: WorldDraft, entity: EntityDraft): void {
  const { random } = draft;
  const [owner, ...others] = random.sample(entity.homes, entity.homes.length);
  const user = others[0];
  if (!owner || !user) return;
  const price = freeName(draft, entity, 'price');
  const args = ['unit: String', ...(random.chance(0.5) ? ['scale: Int = 2'] : [])];
  const type = random.pick(['Float', 'String', 'Float!']);
  owner.type('type', entity.name).field(price, type, { args });
  const using = user.type('type', entity.name);
  using.field(price, type, { args, directives: ['@external'] });
  for (const unit of random.sample(['EUR', 'USD', ''], random.int(1, 2))) {
    const name = freeName(draft, entity, 'cost');
    using.field(name, 'String', { directives: [`@requires(fields: "${price}(unit: \\"${unit}\\")")`] });
  }
}

/** A reference that brings a field of its target along, which otherwise is another subgraph's. */
function placeProvision(draft: WorldDraft, entity: EntityDraft): void {
  const { random } = draft;
  const home = random.pick(entity.homes);
  const target = random.pick(draft.entities.filter(({ isOrdinary }) => isOrdinary));
  const away = [...target.fields].filter(
    ([name, { home: owner, isSimple, args }]) =>
      isSimple &&
      args.length === 0 &&
      owner !== home &&
      !owner.isFederation1 &&
      !home.types.get(target.name)?.fields.has(name) &&
      !name.startsWith('derived'),
  );
  if (away.length === 0) return;
  const [name, field] = random.pick(away);
  draft.entityIn(home, target);
  addExternal(draft, target, home, name, field);
  shareEverywhere(draft, target, name);
  const type = random.pick(['N', 'N!', '[N]', '[N!]!']).replace('N', target.name);
  const directives = [`@provides(fields: "${name}${nestedSelection(draft, field)}")`];
  const reference = freeName(draft, entity, 'with');
  home.type('type', entity.name).field(reference, type, { directives });
}

/** What is provided in one place is answered by two subgraphs. */
function shareEverywhere({ subgraphs }: WorldDraft, { name: typeName }: EntityDraft, fieldName: string): void {
  for (const { types } of subgraphs) {
    const directives = types.get(typeName)?.fields.get(fieldName)?.directives ?? ['@external'];
    if (!directives.includes('@external') && !directives.includes('@shareable')) directives.push('@shareable');
  }
}

/** A value of an ancestor that comes as an argument which clients do not see. */
function placeContext(draft: WorldDraft): void {
  const { random } = draft;
  const able = draft.entities.filter((entity) => entity.isOrdinary && entity.homes.some((home) => !home.isFederation1));
  if (able.length === 0) return;
  const ancestor = random.pick(able);
  const home = random.pick(ancestor.homes.filter(({ isFederation1 }) => !isFederation1));
  const type = home.type('type', ancestor.name);
  const [locale] = [...type.fields].find(([, field]) => field.type === 'String!') ?? ['locale'];
  if (!type.fields.has(locale)) type.field(locale, 'String!');
  if (type.fields.get(locale)?.directives.length) return;
  type.directives.push('@context(name: "locale")');
  const others = draft.federation2.filter((other) => other !== home);
  const key = { fields: 'id', types: { id: 'ID!' } };
  const page = placeEntity(draft, 'Page', [key], [home, ...random.sample(others, 1)], false);
  const argument = `locale: String @fromContext(field: "$locale { ${locale} }")`;
  home.type('type', 'Page').field('heading', 'String', { args: [argument, ...(random.chance(0.4) ? ['x: Int'] : [])] });
  page.homes[1]?.type('type', 'Page').field('views', 'Int');
  type.field(freeName(draft, ancestor, 'page'), random.pick(['Page', '[Page!]', 'Page!']));
}

function addExternal(
  draft: WorldDraft,
  entity: EntityDraft,
  home: SubgraphDraft,
  name: string,
  { type, args }: PlacedField,
): void {
  typeIn(draft, home, type.replaceAll(/\W/g, ''));
  for (const arg of args)
    for (const input of ['Filter', 'Mode']) if (arg.includes(input)) draft.leafTypeIn(home, input);
  home.type('type', entity.name).field(name, type, { args: [...args], directives: ['@external'] });
}

function literalArguments({ random }: WorldDraft, { args }: PlacedField): string {
  const literals = ['x: 7', 'word: "q"', 'mode: SLOW', 'id: "9"', 'ratio: 0.5', 'flags: []'];
  const given = args.flatMap((arg) =>
    literals.filter((literal) => literal.startsWith(arg.slice(0, arg.indexOf(':') + 1))),
  );
  const some = random.some(given, 0.5);
  return some.length > 0 ? `(${some.join(', ')})` : '';
}

function nestedSelection({ random }: WorldDraft, { type }: { type: string }): string {
  const fields = VALUE_TYPES[type.replaceAll(/\W/g, '')];
  if (!fields) return '';
  const leaves = Object.entries(fields).filter(([, fieldType]) => !VALUE_TYPES[fieldType]);
  return ` { ${random
    .sample(leaves, random.int(1, 2))
    .map(([name]) => name)
    .join(' ')} }`;
}
