import { numbers } from './graph.mjs';

const MAX_BYTES = 100_000;

/**
 * Requests within 100 kB that are meant to be dear: each name tells what of. Most keep within the limits; those that do not
 * are there because what refuses them has to be cheap.
 */
export function hostileRequests() {
  return [...documents(), ...variables(), ...bodies()].map(([name, request]) => {
    const body = typeof request === 'string' ? request : JSON.stringify(request);
    if (Buffer.byteLength(body) > MAX_BYTES) throw new Error(`"${name}" has ${Buffer.byteLength(body)} bytes`);
    return { name, body };
  });
}

const leaves = 'id name price note';
const query = (text, more = {}) => ({ query: text, ...more });
const each = (count, write, separator = ' ') => numbers(count).map(write).join(separator);

function documents() {
  return [
    [
      'thirty root fields',
      query(`{ ${each(30, (n) => `e${n}(id: 1) { ${leaves} peer { ${leaves} owner { ${leaves} } } }`)} }`),
    ],
    [
      'aliases of one root field',
      query(`{ ${each(30, (n) => `a${n}: e0(id: ${n}) { ${leaves} owner { ${leaves} } }`)} }`),
    ],
    ['a long chain of references', query(`{ e0(id: 1) ${nested(17, 'owner', leaves)} }`)],
    ['chains within one another', query(`{ ${each(15, (n) => `e${n}(id: 1) ${nested(17, 'owner', 'id price')}`)} }`)],
    [
      'fragments on every type of an interface',
      query(`{ node(id: 1) { ${each(120, (n) => `... on E${n} { price stock }`)} } }`),
    ],
    [
      'fragments on every type, twice nested',
      query(`{ node(id: 1) { self { ${each(120, (n) => `... on E${n} { price owner { price } }`)} } } }`),
    ],
    ['an interface within itself', query(`{ node(id: 1) ${nested(18, 'self', 'id name')} }`)],
    [
      'lists of an interface within themselves, fields of types',
      query(
        `{ nodes(ids: []) ${nested(
          10,
          'others',
          each(20, (n) => `... on E${n} { price }`),
        )} }`,
      ),
    ],
    ['fragments on interfaces within one another', query(`{ node(id: 1) ${interfaces(18)} }`)],
    [
      'fragments on twenty interfaces',
      query(
        `{ node(id: 1) { ${each(20, (n) => `... on I${n} { f${n} self { ... on I${(n + 1) % 20} { f${(n + 1) % 20} } } }`)} } }`,
      ),
    ],
    [
      'every interface in every interface',
      query(`{ node(id: 1) { ${each(20, (n) => `... on I${n} { ${each(20, (m) => `... on I${m} { f${m} }`)} }`)} } }`),
    ],
    [
      'members of unions',
      query(
        `{ ${each(20, (n) => `search${n} { ${each(40, (m) => (m % 5 === n % 5 ? '' : `... on E${m} { price }`))} }`)} }`,
      ),
    ],
    [
      'an interface in every member',
      query(
        `{ search0 { ${each(75, (n) => (n % 5 === 0 ? '' : `... on E${n} { self { id ... on I${n % 20} { f${n % 20} } } }`))} } }`,
      ),
    ],
    ['fragments that double', query(doubling(9, 'id'))],
    ['fragments that double too often', query(doubling(40, 'id'))],
    ['fragments that double without a field', query(doubling(250, '', 'others { id }'))],
    [
      'three hundred fragments in a chain',
      query(
        `{ node(id: 1) { ...F0 } } ${each(300, (n) => `fragment F${n} on Node { ...F${n + 1} }`)} fragment F300 on Node { id }`,
      ),
    ],
    [
      'fragments that spread all that follow',
      query(
        `{ node(id: 1) { ...F0 } } ${each(45, (n) => `fragment F${n} on Node { ${each(45 - n, (m) => `...F${n + m + 1}`)} }`)} fragment F45 on Node { ...G } fragment G on Node { __typename }`
          .replace('__typename', '... on Node { ...H }')
          .concat(
            ' fragment H on Node { ... on I0 { ... on I0 { ... @skip(if: true) { ...K } } } } fragment K on Node { ...L } fragment L on Node { ...M } fragment M on Node { id }',
          ),
      ),
    ],
    [
      'a hundred operations that spread a hundred fragments',
      query(
        `${each(105, (n) => `query Q${n} { node(id: 1) { ...F0 } }`)} ${each(180, (n) => `fragment F${n} on Node { ...F${n + 1} }`)} fragment F180 on Node { id }`,
        { operationName: 'Q0' },
      ),
    ],
    [
      'operations with variables in fragments',
      query(
        `${each(70, (n) => `query Q${n}($v: ID!) { node(id: $v) { ...F0 } }`)} ${each(100, (n) => `fragment F${n} on E0 { stock ...F${n + 1} }`)} fragment F100 on E0 { id }`,
        { operationName: 'Q0', variables: { v: '1' } },
      ),
    ],
    [
      'six hundred operations',
      query(
        each(590, (n) => `query Q${n}{e0}`.replace('e0', '__typename')),
        { operationName: 'Q0' },
      ),
    ],
    ['fields of one name', query(`{ node(id: 1) { ${'name '.repeat(1_400)} } }`)],
    ['objects of one name', query(`{ node(id: 1) { ${'self { id } '.repeat(700)} } }`)],
    ['objects of one name, as many as may be', query(`{ node(id: 1) { ${'self { id } '.repeat(220)} } }`)],
    ['fields of one name, as many as may be', query(`{ node(id: 1) { ${'name '.repeat(310)} } }`)],
    [
      'fields of one name with arguments, as many as may be',
      query(`{ e1(id: 1) { ${each(310, () => `stock(at: "${'x'.repeat(280)}")`)} } }`),
    ],
    [
      'fields of every name, as many as may be',
      query(`{ e1(id: 1) { ${'id name price note stock kind self { id name } '.repeat(105)} } }`),
    ],
    [
      'fragments of objects of one name, as many as may be',
      query(
        `{ node(id: 1) { ${each(190, (n) => `...F${n}`)} } } ${each(190, (n) => `fragment F${n} on Node { self { id } }`)}`,
      ),
    ],
    [
      'fragments of one name under every object',
      query(
        `{ node(id: 1) { ${each(12, () => `self { ${each(12, (n) => `...F${n}`)} }`)} } } ${each(12, (n) => `fragment F${n} on Node { self { id name } others { id } }`)}`,
      ),
    ],
    [
      'fragments that all spread one another',
      query(
        `{ node(id: 1) { ...F0 } } ${each(36, (n) => `fragment F${n} on Node { ${each(36, (m) => `...F${m}`)} }`)}`,
      ),
    ],
    [
      'a ring of fragments',
      query(`{ node(id: 1) { ...F0 } } ${each(420, (n) => `fragment F${n} on Node { ...F${(n + 1) % 420} }`)}`),
    ],
    ['fragments that are not there', query(`{ node(id: 1) { ${each(1_400, (n) => `...F${n}`)} } }`)],
    ['fragments that nobody spreads', query(`{ __typename } ${each(420, (n) => `fragment F${n} on Node { id }`)}`)],
    ['variables that nobody uses', query(`query (${each(590, (n) => `$v${n}: Input0`)}) { __typename }`)],
    [
      'operations whose fragments use many variables',
      query(
        `${each(40, (n) => `query Q${n}(${each(8, (v) => `$v${v}: ID!`)}) { ...F0 }`)} ${each(9, (n) => `fragment F${n} on Query { ${each(n < 8 ? 20 : 1, (m) => `x${n}y${m}: node(id: $v${n % 8}) { id }`)} ${n < 8 ? `...F${n + 1}` : ''} }`)}`,
        { operationName: 'Q0' },
      ),
    ],
    ['arguments that are not there', query(`{ e0(id: 1 ${each(980, (n) => `a${n}: 1`)}) { id } }`)],
    [
      'values of an enum that are not there',
      query(`{ search0(inputs: [${each(480, (n) => `{kind: VALUE_0_${n + 20}}`)}]) { __typename } }`),
    ],
    ['aliases that are long', query(`{ node(id: 1) { ${each(190, (n) => `${'x'.repeat(500)}${n}: name`)} } }`)],
    ['an integer of many digits', query(`{ search0(inputs: [{size: ${'1'.repeat(98_000)}}]) { __typename } }`)],
    ['an id of many digits', query(`{ e0(id: ${'1'.repeat(98_000)}) { id } }`)],
    ['a block string of empty lines', query(`{ search0(text: """x${'\n'.repeat(48_000)}x""") { __typename } }`)],
    ['a block string of indented lines', query(`{ search0(text: """${'\n x'.repeat(24_000)}""") { __typename } }`)],
    ['many block strings', query(`{ e1(id: 1) { ${each(300, () => `stock(at: """${'\n x'.repeat(75)}""")`)} } }`)],
    ['a block string of quotes', query(`{ search0(text: """x ${'\\""" '.repeat(10_000)}""") { __typename } }`)],
    [
      'unions within unions',
      query(
        `{ all0 { any { ${each(24, (n) => (n % 5 === 0 ? '' : `... on E${n * 4} { any { ... on E4 { price any { ... on E8 { note } } } } }`))} } } }`,
      ),
    ],
    ['objects of one name within one another', query(`{ node(id: 1) ${wide(4, 4, 'self', 'id name')} }`)],
    [
      'fields of one name with long arguments',
      query(`{ e1(id: 1) { ${each(280, () => `stock(at: "${'x'.repeat(320)}")`)} } }`),
    ],
    [
      'fields of one name with arguments that are objects',
      query(
        `{ ${each(25, () => `nodes(ids: [${each(30, (n) => n, ',')}], filter: { ids: [${each(60, (n) => n, ',')}] }) { id }`)} }`,
      ),
    ],
    [
      'fields of one name in alternative types',
      query(
        `{ node(id: 1) { ${each(120, (n) => `... on E${n} { x: ${n % 2 ? 'price' : 'stock'} detail { text } }`)} } }`,
      ),
    ],
    [
      'fields that conflict in alternative types',
      query(`{ node(id: 1) { ${each(120, (n) => `... on E${n} { x: ${n % 2 ? 'price' : 'note'} }`)} } }`),
    ],
    [
      'objects that conflict deep below',
      query(
        `{ node(id: 1) { ${each(60, (n) => `self { ... on E${n} { detail { z: ${n % 2 ? 'text' : 'size'} a: text b: text } } }`)} } }`,
      ),
    ],
    [
      'fragments whose fields conflict',
      query(
        `{ node(id: 1) { ${each(100, (n) => `...F${n}`)} } } ${each(100, (n) => `fragment F${n} on E${n} { x: ${n % 2 ? 'price' : 'note'} }`)}`,
      ),
    ],
    [
      'fragments of fields of one name',
      query(
        `{ node(id: 1) { ${each(200, (n) => `...F${n}`)} } } ${each(200, (n) => `fragment F${n} on Node { self { id name } }`)}`,
      ),
    ],
    [
      'unknown fields behind many lines',
      query(`{ node(id: 1) {${'\n'.repeat(44_000)}${each(300, (n) => `unknown${n}`)} } }`),
    ],
    [
      'conflicts behind many lines',
      query(
        `{ node(id: 1) {${'\r'.repeat(44_000)}${each(150, (n) => `self { ... on Node { y: ${n % 2 ? 'id' : 'name'} } }`)} } }`,
      ),
    ],
    ['unknown names that are long', query(`{ ${each(20, (n) => `u${n}${'x'.repeat(4_900)}`)} }`)],
    ['unknown names that resemble others', query(`{ node(id: 1) { ${each(400, (n) => `... on E${n}X { id }`)} } }`)],
    ['a long comment', query(`#${'x'.repeat(98_000)}\n{ __typename }`)],
    ['many comments', query(`${'#\n'.repeat(32_000)}{ __typename }`)],
    ['commas', query(`{ __typename ${','.repeat(98_000)} }`)],
    ['a long string', query(`{ search0(text: "${'x'.repeat(98_000)}") { __typename } }`)],
    ['a string of escapes', query(`{ search0(text: "${'\\u00e4'.repeat(14_000)}") { __typename } }`)],
    ['a long block string', query(`{ search0(text: """${'\n   x'.repeat(15_000)}""") { __typename } }`)],
    [
      'a string that speaks like an error',
      query(`{ node(id: 1) { x: stock(at: "${' Did you mean '.repeat(6_500)}") } }`),
    ],
    ['lists within lists', query(`{ search0(lists: ${'['.repeat(1_480)}${']'.repeat(1_480)}) { __typename } }`)],
    [
      'objects within objects',
      query(`{ search0(inputs: ${'{inner:'.repeat(700)}{}${'}'.repeat(700)}) { __typename } }`),
    ],
    ['lists of objects', query(`{ search0(inputs: [${each(270, () => '{size:1,ids:[1]}')}]) { __typename } }`)],
    ['unknown fields of objects', query(`{ search0(inputs: [${each(500, (n) => `{siz${n}:1}`)}]) { __typename } }`)],
    ['fields within fields too deep', query(`{ ${'a { '.repeat(990)} b ${'}'.repeat(990)} }`)],
    ['fragments within fragments', query(`{ node(id: 1) ${'{ ... on Node '.repeat(590)} { id } ${'}'.repeat(590)} }`)],
    [
      'fragments without a type within one another',
      query(`{ node(id: 1) ${'{ ... '.repeat(980)} { id } ${'}'.repeat(980)} }`),
    ],
    ['directives of one field', query(`{ node(id: 1) { id ${'@skip(if: false) '.repeat(190)} } }`)],
    ['directives of one operation', query(`query ${'@skip(if: false) '.repeat(420)} { __typename }`)],
    ['directives that are unknown', query(`query ${'@unknown '.repeat(1_400)} { __typename }`)],
    [
      'conditions of many variables',
      query(
        `query (${each(100, (n) => `$v${n}: Boolean = true`)}) { node(id: 1) { ${each(100, (n) => `... on E${n} @include(if: $v${n}) { price owner { price } }`)} } }`,
      ),
    ],
    [
      'conditions within one another',
      query(`query (${each(18, (n) => `$v${n}: Boolean = true`)}) { e0(id: 1) ${conditions(18)} }`),
    ],
    [
      'deferred fragments',
      query(`{ e0(id: 1) { ${each(40, (n) => `... @defer(label: "l${n}") { x${n}: price owner { price } }`)} } }`),
    ],
    ['guarded fields', query(`{ node(id: 1) { ${each(120, (n) => `... on E${n} { secret peer { secret } }`)} } }`)],
    [
      'introspection of all',
      query(
        `{ __schema { types { ...T } directives { name args { name type { ...R } } } } } fragment T on __Type { kind name description fields(includeDeprecated: true) { name description args { name description type { ...R } defaultValue } type { ...R } isDeprecated deprecationReason } inputFields { name type { ...R } defaultValue } interfaces { ...R } enumValues { name description isDeprecated deprecationReason } possibleTypes { ...R } } fragment R on __Type { kind name ${'ofType { kind name '.repeat(7)} ${'}'.repeat(7)} }`,
      ),
    ],
    [
      'introspection of the values of every field',
      query(
        `{ __schema { types { fields { type { enumValues { name description isDeprecated } ofType { enumValues { name } ofType { enumValues { name } } } } args { type { enumValues { name } ofType { enumValues { name } } } } } } } }`,
      ),
    ],
    [
      'introspection of aliased types',
      query(
        `{ __schema { ${each(18, (n) => `t${n}: types { fields { name args { name type { name } } type { name ofType { name ofType { name } } } } }`)} } }`,
      ),
    ],
    [
      'introspection of many fragments',
      query(
        `{ __schema { types { ${each(50, () => '...F')} } } } fragment F on __Type { name kind description fields { name isDeprecated args { name description } } }`,
      ),
    ],
    [
      'introspection of one type, again and again',
      query(
        `{ ${each(20, (n) => `t${n}: __type(name: "Node") { possibleTypes { name fields { name args { name type { name ofType { name } } } type { name ofType { name } } } } }`)} }`,
      ),
    ],
    [
      'introspection of possible types',
      query(
        `{ __schema { types { possibleTypes { name description kind ofType { name } enumValues { name } } interfaces { name } } } }`,
      ),
    ],
  ];
}

function variables() {
  const inputs = 'query ($inputs: [Input0!]) { search0(inputs: $inputs) { __typename } }';
  const lists = 'query ($lists: [[[String]]]) { search0(lists: $lists) { __typename } }';
  const deep = (depth) => numbers(depth).reduce((inner) => ({ inner }), {});
  return [
    ['a variable with ten thousand items', query(lists, { variables: { lists: [[numbers(9_900).map(String)]] } })],
    ['a variable with too many items', query(lists, { variables: { lists: [[numbers(11_000).map(String)]] } })],
    ['ten thousand objects', query(inputs, { variables: { inputs: numbers(9_900).map(() => ({})) } })],
    ['ten thousand items of a wrong type', query(inputs, { variables: { inputs: numbers(9_900).map(() => 1) } })],
    [
      'an object with unknown fields',
      query(inputs, { variables: { inputs: [Object.fromEntries(numbers(5_000).map((n) => [`tex${n}`, 1]))] } }),
    ],
    ['an unknown field with a long name', query(inputs, { variables: { inputs: [{ ['text'.repeat(20_000)]: 1 }] } })],
    [
      'a value of an enum that does not exist',
      query(inputs, { variables: { inputs: numbers(4_000).map(() => ({ kind: 'VALUE_0_99' })) } }),
    ],
    ['objects in a variable, fifty deep', query(inputs, { variables: { inputs: numbers(200).map(() => deep(47)) } })],
    [
      'objects in a variable, too deep',
      `{"query":"${inputs}","variables":{"inputs":[${'{"inner":'.repeat(9_900)}1${'}'.repeat(9_900)}]}}`,
    ],
    [
      'variables that are not defined',
      query('{ __typename }', { variables: Object.fromEntries(numbers(7_500).map((n) => [`v${n}`, n])) }),
    ],
    [
      'five hundred variables',
      query(
        `query (${each(480, (n) => `$v${n}: Input0`)}) { search0(inputs: [${each(480, (n) => `$v${n}`)}]) { __typename } }`,
      ),
    ],
    [
      'variables with defaults that are objects',
      query(
        `query (${each(30, (n) => `$v${n}: Input0 = {list: [${each(8, () => '{size: 1}')}]}`)}) { ${each(30, (n) => `a${n}: e0(id: 1, filter: $v${n}) { id }`)} }`,
      ),
    ],
  ];
}

function bodies() {
  return [
    ['a text of escapes in JSON', `{"query":"{ search0(text: \\"${'\\u0061'.repeat(16_000)}\\") { __typename } }"}`],
    [
      'variables with many keys',
      query('{ __typename }', { variables: { a: Object.fromEntries(numbers(7_500).map((n) => [`${n}x`, n])) } }),
    ],
    ['keys of one name', `{"query":"{__typename}","variables":{${each(12_000, () => '"a":{}', ',')}}}`],
    ['a body of brackets', '['.repeat(99_000)],
    ['a body of lists', `${'['.repeat(49_000)}${']'.repeat(49_000)}`],
    ['a batch', `[${each(2_000, () => '{"query":"{__typename}"}', ',')}]`],
    ['extensions of lists', `{"query":"{__typename}","extensions":{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`],
    [
      'a hash with a text of 100 kB',
      query(`#${'x'.repeat(98_000)}\n{__typename}`, {
        extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } },
      }),
    ],
  ];
}

function nested(depth, field, inner) {
  return `{ ${inner} ${`${field} { ${inner} `.repeat(depth)} ${'} '.repeat(depth)} }`;
}

function wide(depth, width, field, inner) {
  if (depth === 0) return `{ ${inner} }`;
  return `{ ${inner} ${each(width, () => `${field} ${wide(depth - 1, width, field, inner)}`)} }`;
}

function interfaces(depth) {
  return numbers(depth).reduceRight((inner, n) => `{ ... on I${n} { f${n} } ... on Node { self ${inner} } }`, '{ id }');
}

function doubling(count, leaf, last = leaf) {
  return `{ node(id: 1) { ...F0 } } ${each(count, (n) => `fragment F${n} on Node { ${leaf} ...F${n + 1} ...F${n + 1} }`)} fragment F${count} on Node { ${last} }`;
}

function conditions(depth) {
  return numbers(depth).reduceRight(
    (inner, n) => `{ price ... @include(if: $v${n}) { owner @skip(if: $v${(n + 1) % depth}) ${inner} } }`,
    '{ id }',
  );
}
