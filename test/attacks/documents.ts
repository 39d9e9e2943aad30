/* Documents of whoever means no good, for tests and for the bench. */

export const many = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join(' ');

export const AGENCY = 'viewer { agency }';
const nest = (levels: number, open: string, inner: string) => `${open.repeat(levels)}${inner}${'}'.repeat(levels)}`;
export const doubling = (count: number, leaf: string) =>
  `{ ...f0 } ${many(count, (at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`)} fragment f${count} on Query { ${leaf} }`;

/** Number of the row, what is sent, status, code, and words that the message must have. */
type Row = readonly [number, string, string, number, string, string?];

/** What is too large, too deep or not of the language. */
export const REFUSED: readonly Row[] = [
  [1, '1,000 aliases', `{ ${many(1000, (at) => `a${at}: ${AGENCY}`)} }`, 400, 'QUERY_TOO_LARGE', '50 aliases'],
  [2, 'one field 2,000 times', `{ viewer { ${'agency '.repeat(2000)} } }`, 400, 'QUERY_TOO_LARGE', '1000 fields'],
  [
    3,
    '80 × 60 inline fragments',
    `{ ${many(80, () => `... on Query { ${many(60, () => AGENCY)} }`)} }`,
    400,
    'QUERY_TOO_LARGE',
  ],
  [
    3,
    '400 pairs of one alias',
    `{ ${many(400, () => 'a: viewer { agency } a: viewer { keyId }')} }`,
    400,
    'QUERY_TOO_LARGE',
  ],
  [
    4,
    '300 nested fields',
    `{ region(code: "350500") ${nest(300, '{ parent', ' { code }')} }`,
    400,
    'QUERY_TOO_LARGE',
    '12 levels',
  ],
  [
    4,
    '12 × parent',
    `{ region(code: "350500") ${nest(12, '{ parent', ' { code }')} }`,
    400,
    'QUERY_TOO_LARGE',
    '12 levels',
  ],
  [
    5,
    '40 × ofType',
    `{ __type(name: "Query") { fields { type ${nest(40, '{ ofType', ' { name }')} } } }`,
    400,
    'QUERY_TOO_LARGE',
    '20 levels',
  ],
  [6, '20,000 nested [', `{ nodes(ids: ${'['.repeat(20_000)}) { id } }`, 400, 'QUERY_TOO_LARGE'],
  [6, '20,000 nested {', `{ nodes(ids: ${'{a:'.repeat(10_000)}`, 400, 'QUERY_TOO_LARGE'],
  [6, '20,000 times {', '{'.repeat(20_000), 400, 'GRAPHQL_PARSE_FAILED'],
  [7, 'a fragment of itself', '{ ...a } fragment a on Query { ...a }', 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    7,
    'a circle of fragments',
    '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    9,
    '10,000 unused fragments',
    `{ ${AGENCY} } ${many(10_000, (at) => `fragment f${at} on Query { ${AGENCY} }`)}`,
    400,
    'QUERY_TOO_LARGE',
  ],
  [
    9,
    '300 unused fragments',
    `{ ${AGENCY} } ${many(300, (at) => `fragment f${at} on Query { ${AGENCY} }`)}`,
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    10,
    '1,000 unknown directives',
    `{ viewer { agency ${'@x '.repeat(1000)} } }`,
    400,
    'QUERY_TOO_LARGE',
    '30 directives',
  ],
  [10, 'unknown directives', `{ viewer { agency ${'@x '.repeat(20)} } }`, 400, 'GRAPHQL_VALIDATION_FAILED'],
  [11, '100,000 tokens', `{ viewer { ${'a '.repeat(100_000)} } }`, 400, 'QUERY_TOO_LARGE'],
  [11, 'a comment of 900 kB', `# ${'x'.repeat(900_000)}\n{ ${AGENCY} }`, 400, 'QUERY_TOO_LARGE'],
  [13, '1,000 operations', many(1000, (at) => `query q${at} { ${AGENCY} }`), 400, 'QUERY_TOO_LARGE'],
  [13, '2 operations', `query a { ${AGENCY} } query b { ${AGENCY} }`, 400, 'BAD_USER_INPUT', 'one operation'],
  [14, '20,000 items in a list', `{ nodes(ids: [${'"a" '.repeat(20_000)}]) { id } }`, 400, 'QUERY_TOO_LARGE'],
  [14, '501 items in a list', `{ nodes(ids: [${'"a" '.repeat(501)}]) { id } }`, 400, 'QUERY_TOO_LARGE', '500'],
  [15, 'first beyond an Int', '{ regions(first: 2147483648) { nodes { code } } }', 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    16,
    'first: 100 three deep',
    '{ regions(first: 100) { nodes { children { children { children { code } } } } } }',
    400,
    'QUERY_TOO_LARGE',
    '10000 objects',
  ],
  [19, '@defer', `{ ... @defer { ${AGENCY} } }`, 400, 'GRAPHQL_VALIDATION_FAILED'],
  [19, '@stream', '{ regions { nodes @stream { code } } }', 400, 'GRAPHQL_VALIDATION_FAILED'],
];

const value = (region: string, period: string, inner = 'value') =>
  `{ region(code: "${region}") { indicator(code: "mediation.found", period: "${period}") { ${inner} } } }`;
const table = (indicators: number, regions: number, periods: number) =>
  `{ indicatorTable(indicators: [${'"mediation.found" '.repeat(indicators)}], regions: { codes: [${'"350500" '.repeat(regions)}] }, periods: [${many(periods, (at) => `"${2000 + (at % 100)}"`)}]) { rows { values { value } } } }`;
/** What is asked; each must be answered or refused with a code of the list, and within its limits. */
export const ATTACKS: readonly (readonly [string, string, string | null])[] = [
  [
    '50 ranks by alias',
    `{ region(code: "350500") { children { ${many(45, (at) => `r${at}: indicator(code: "mediation.found", period: "20${10 + (at % 14)}") { rank(within: CITY) { position excluded { absence } } }`)} } } }`,
    null,
  ],
  [
    'ranks of ranks',
    value(
      '350501',
      '2021',
      `rank(within: CITY) { tiedWith { children { indicator(code: "mediation.found", period: "2021") { rank(within: CITY) { tiedWith { code } } } } } }`,
    ),
    null,
  ],
  [
    'a series of days over two centuries',
    '{ region(code: "350500") { series(code: "mediation.found", from: "1900", to: "2199", by: DAY) { value } } }',
    'QUERY_TOO_LARGE',
  ],
  [
    'a series of weeks over two centuries',
    '{ region(code: "350500") { children { series(code: "mediation.found", from: "1900", to: "2199", by: WEEK) { value } } } }',
    'QUERY_TOO_LARGE',
  ],
  [
    'a series without end',
    '{ region(code: "350500") { series(code: "mediation.found", from: "2020", to: "2022-01/..", by: DAY) { value } } }',
    'QUERY_TOO_LARGE',
  ],
  [
    'a series that runs backwards',
    '{ region(code: "350500") { series(code: "mediation.found", from: "2022", to: "2020", by: MONTH) { value } } }',
    'BAD_PERIOD',
  ],
  [
    'a series by ranges',
    '{ region(code: "350500") { series(code: "mediation.found", from: "2020", to: "2022", by: RANGE) { value } } }',
    'BAD_PERIOD',
  ],
  [
    'twenty series by alias',
    `{ region(code: "350500") { children { ${many(20, (at) => `s${at}: series(code: "mediation.found", from: "2000", to: "20${10 + at}", by: MONTH) { value }`)} } } }`,
    'QUERY_TOO_LARGE',
  ],
  ['a table of 500 × 1 × 500', table(500, 1, 500), 'QUERY_TOO_LARGE'],
  ['a table of 100 × 1 × 101', table(100, 1, 101), 'QUERY_TOO_LARGE'],
  ['five tables of 40 × 1 × 40', `{ ${many(5, (at) => `t${at}: ${table(40, 1, 40).slice(1, -1)}`)} }`, null],
  [
    'a table of nothing',
    '{ indicatorTable(indicators: [], regions: { codes: [] }, periods: []) { rows { values { value } } } }',
    'BAD_USER_INPUT',
  ],
  [
    'a table of all below all',
    '{ indicatorTable(indicators: ["mediation.found"], regions: { within: "35", level: GRID, includeSelf: true }, periods: ["2021"]) { rows { values { value sentence } } } }',
    null,
  ],
  [
    'a table within nothing',
    '{ indicatorTable(indicators: ["mediation.found"], regions: {}, periods: ["2021"]) { rows { period } } }',
    'BAD_USER_INPUT',
  ],
  [
    'LATEST for everything',
    '{ indicatorTable(indicators: ["mediation.found", "survey.safety_rate"], regions: { within: "3505" }, periods: ["LATEST", "LATEST", "LATEST"]) { periods } }',
    null,
  ],
  [
    'children of children, up and down',
    `{ region(code: "350000000000") { ${'children { parent { '.repeat(4)}code${' } }'.repeat(4)} } }`,
    null,
  ],
  [
    'descendants of descendants',
    '{ region(code: "350000000000") { descendants { descendants { descendants { ancestors { descendants { code } } } } } } }',
    null,
  ],
  [
    'ancestors of everything, ten times',
    `{ region(code: "350000000000") { ${many(10, (at) => `d${at}: descendants { ancestors { ancestors { code } } }`)} } }`,
    null,
  ],
  [
    'baselines of baselines',
    value('350500', '2021', `${'change { baseline { '.repeat(4)}value${' } }'.repeat(4)}`),
    null,
  ],
  ['a change against no period', value('350500', '2021', 'change(against: PERIOD) { absolute }'), 'BAD_USER_INPUT'],
  [
    'a change with a period too many',
    value('350500', '2021', 'change(against: PARENT, period: "2020") { absolute }'),
    'BAD_USER_INPUT',
  ],
  [
    'breakdowns by every word',
    value(
      '350500',
      '2021',
      many(40, (at) => `b${at}: breakdown(by: "word${at}") { key }`),
    ),
    'BAD_USER_INPUT',
  ],
  [
    'a breakdown by a column of the table',
    value('350500', '2021', 'breakdown(by: "imported_in") { key value }'),
    'BAD_USER_INPUT',
  ],
  [
    'a breakdown by an expression',
    value('350500', '2021', `breakdown(by: "type) from api_keys --") { key value }`),
    'BAD_USER_INPUT',
  ],
  ['an interval of level 0', value('350500', '2021', 'interval(level: 0) { low }'), null],
  ['an interval of level 1', value('350500', '2021', 'interval(level: 1) { low }'), null],
  ['an interval of level 1e308', value('350500', '2021', 'interval(level: 1e308) { low }'), null],
  [
    'records of everything in pages of 100, by alias',
    `{ ${many(40, (at) => `m${at}: mediations(within: "350500", first: 100) { totalCount nodes { serial region { fullName } origin { import { fileName issues { totalCount } } } } }`)} }`,
    'QUERY_TOO_LARGE',
  ],
  ['500 nodes of one id', `{ nodes(ids: [${'"Import:1" '.repeat(500)}]) { id } }`, null],
  ['500 nodes of nothing', `{ nodes(ids: [${many(500, (at) => `"Mediation:${at + 1_000_000}"`)}]) { id } }`, null],
  ['500 wrong region codes', `{ nodes(ids: [${many(500, (at) => `"Region:9${at}"`)}]) { id } }`, 'UNKNOWN_REGION'],
  [
    '500 codes of unknown indicators',
    `{ region(code: "350500") { indicators(codes: [${many(500, (at) => `"a.b${at}"`)}], period: "2021") { value } } }`,
    'UNKNOWN_INDICATOR',
  ],
  [
    'a filter of 500 words',
    `{ mediations(within: "350500", filter: { type: [${'"邻里" '.repeat(500)}] }) { totalCount } }`,
    null,
  ],
  [
    'a filter by a hidden column',
    '{ mediations(within: "350500", filter: { importedIn: 1 }) { totalCount } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a filter of days that never were',
    '{ mediations(within: "350500", filter: { foundOn: { from: "2021-02-30" } }) { totalCount } }',
    'BAD_USER_INPUT',
  ],
  [
    'a filter of days turned round',
    '{ mediations(within: "350500", filter: { foundOn: { from: "9999-12-31", to: "0001-01-01" } }) { totalCount } }',
    null,
  ],
  ['a search of 65 letters', `{ regions(search: "${'县'.repeat(65)}") { totalCount } }`, 'BAD_USER_INPUT'],
  ['a search that could be a pattern', '{ regions(search: "(a+)+$") { totalCount } }', null],
  ['a search of patterns of the database', '{ regions(search: "%_%") { totalCount } }', null],
  ['ten thousand letters of a code', `{ region(code: "${'9'.repeat(10_000)}") { code } }`, 'UNKNOWN_REGION'],
  ['ten thousand letters of a period', value('350500', '2'.repeat(10_000)), 'BAD_PERIOD'],
  ['a range of ranges', value('350500', '2021/2022/2023'), 'BAD_PERIOD'],
  ['a year beyond all', value('350500', '99999'), 'BAD_PERIOD'],
  ['a period of other digits', value('350500', '２０２１'), 'BAD_PERIOD'],
  [
    'a period of NaN',
    '{ region(code: "350500") { indicator(code: "mediation.found", period: 1e400) { value } } }',
    'BAD_PERIOD',
  ],
  ['a month that is none', value('350500', '2021-13'), 'BAD_PERIOD'],
  ['a week that is none', value('350500', '2021-W53'), 'BAD_PERIOD'],
  ['as of before all time', '{ region(code: "350500", asOf: "0001-01-01") { code } }', 'UNKNOWN_REGION'],
  ['as of after all time', '{ region(code: "350500", asOf: "9999-12-31T23:59:59.999999999Z") { code } }', null],
  ['as of a day that is none', '{ region(code: "350500", asOf: "2021-02-30") { code } }', 'BAD_USER_INPUT'],
  ['as of infinity', '{ region(code: "350500", asOf: "infinity") { code } }', 'BAD_USER_INPUT'],
  ['as of a number', '{ region(code: "350500", asOf: 1e15) { code } }', 'BAD_USER_INPUT'],
  [
    'as of forty moments',
    `{ ${many(40, (at) => `a${at}: region(code: "350500", asOf: "2026-01-01T00:00:${String(at).padStart(2, '0')}Z") { code }`)} }`,
    null,
  ],
  ['an import of a huge number', '{ import(id: "99999999999999999999") { number } }', null],
  ['a global id without end', `{ node(id: "Region:${':'.repeat(5000)}") { id } }`, 'UNKNOWN_REGION'],
  ['a type of ids that is none', '{ node(id: "api_keys:1") { id } }', 'BAD_USER_INPUT'],
  ['a key as an id', '{ node(id: "Key:1") { id } }', 'BAD_USER_INPUT'],
  ['emoji for a field', '{ 🀄 }', 'GRAPHQL_PARSE_FAILED'],
  [
    'the schema eleven times',
    `{ ${many(11, (at) => `s${at}: __schema { types { name fields { name } } }`)} }`,
    'QUERY_TOO_LARGE',
  ],
  [
    'sentences of everything',
    '{ region(code: "350000000000") { descendants { indicators(codes: ["mediation.found", "mediation.resolution_rate", "patrol.teams", "survey.safety_rate"], period: "2021") { sentence explanation { formula contributions { delta import { fileName } } missing { count places { region { code } } } } } } } }',
    null,
  ],
];
