import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import type { NewKey } from '../../src/access/new-key.ts';
import type { Scope } from '../../src/access/viewer.ts';
import { datasets } from '../../src/datasets/index.ts';
import { indicators } from '../../src/indicators/index.ts';
import { type Answer, serveWorld, type World } from '../api/world.ts';
import { createTestDatabase, dropTestDatabase, type TestDatabase } from '../database.ts';
import { randomness } from '../figures/random-rows.ts';
import { fillManyRegions } from './many-regions.ts';
import { prune } from './pruned.ts';
import { randomQueries } from './random-query.ts';

/*
 * What a key is told must be what it is told by a database that holds nothing else. Places in a scope above the reach
 * are the exception, in ranks, sentences and standings: such a place counts regions that the key may not see. Not asked:
 * the key itself and what it spends, the limits, the newest version, and other keys, which are no data of regions;
 * subscriptions and webhooks, which are made of `changes`.
 */

/** For each of the keys; the whole proof is 2000. */
const QUERIES = Number(process.env.DIFFERENTIAL_QUERIES ?? 250);
const AGAIN = 10;
const READ: readonly Scope[] = ['indicators:read', 'records:read', 'imports:read'];
const PLENTY = { costBurst: 1e9, costPerMinute: 1e9, requestsPerMinute: 1e9, concurrency: 1000 };

const KEYS: Readonly<Record<string, Pick<NewKey, 'scopes' | 'reach' | 'datasets' | 'disclosure'>>> = {
  'one county': { scopes: READ, reach: ['350102000000'] },
  'two townships of two cities': { scopes: READ, reach: ['350101101000', '350203102000'] },
  'a city, indicators only': { scopes: ['indicators:read'], reach: ['350200000000'] },
  'a village': { scopes: READ, reach: ['350101102201'] },
  'three datasets': { scopes: READ, reach: null, datasets: ['mediations', 'patrol_teams', 'cases'] },
  'a restricted city': { scopes: ['indicators:read'], reach: ['350100000000'], disclosure: 'restricted' },
  'three datasets, restricted': {
    scopes: ['indicators:read'],
    reach: null,
    datasets: ['mediations', 'cases', 'survey_rates'],
    disclosure: 'restricted',
  },
  'two datasets of a county': { scopes: READ, reach: ['350201000000'], datasets: ['survey_rates', 'tickets'] },
};

/** Asked for more often: they have targets and printed figures. */
const OF_TARGETS = [
  'assessment.score',
  'mediation.resolution_rate',
  'mediation.found',
  'survey.safety_rate',
  'case.clearance_rate',
];

/** Follows from the tree, which is public, and from the machine: the smaller database allows more. */
const TOO_MUCH = ['QUERY_TOO_LARGE', 'TIMEOUT'];

let origin: TestDatabase;
let whole: World;
let regions: readonly string[];
const keys = new Map<string, string>();

beforeAll(async () => {
  origin = await createTestDatabase();
  regions = (await fillManyRegions(origin)).map(({ code }) => code);
  for (const [name, given] of Object.entries(KEYS)) {
    const { text } = await createKey(origin.db, { agency: name, days: 1, budgets: PLENTY, ...given });
    keys.set(name, text);
  }
  await origin.close({ keep: true });
  whole = await serveWorld(await createTestDatabase({ of: origin.url }));
});
afterAll(async () => {
  await whole.close();
  await dropTestDatabase(origin.url);
});

/** Of single rows and of the past, which a restricted key is not told. */
const REFUSED_TO_RESTRICTED = [
  ...Object.keys(datasets),
  'asOf',
  'changes',
  'import',
  'imports',
  'records',
  'revisions',
];

const { pick, chance, between } = randomness(40_400);

const vocabularyOf = (reach: readonly string[] | null) => {
  const within = regions.filter((code) => reach === null || reach.some((root) => isBelow(code, root)));
  return {
    regions: [...regions, ...Array.from({ length: 3 * regions.length }, (_, at) => within[at % within.length] ?? '')],
    indicators: [...indicators.keys(), ...Array.from({ length: 10 }, () => OF_TARGETS).flat()],
    datasets: Object.values(datasets).map(({ code }) => code),
    periods: [
      '2020',
      '2021',
      '2022',
      '2021-H2',
      '2022-Q1',
      '2021-05',
      '2021-11/2022-03',
      '2022-W10',
      '2022-04-07',
      'LATEST',
    ],
    moments: ['2023-01-02T00:00:00Z', '2023-01-03T12:00:00Z', '2023-02-01T00:00:00Z'],
    ids: [
      ...regions.map((code) => `Region:${code}`),
      ...[
        'Mediation',
        'Case',
        'Ticket',
        'SurveyRate',
        'Statistic',
        'Target',
        'AssessmentEvent',
        'Import',
        'Source',
      ].flatMap((type) => [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233].map((number) => `${type}:${number}`)),
    ],
    imports: Array.from({ length: 60 }, (_, at) => String(at + 1)),
    schemes: ['平安考评'],
    texts: ['镇', '公报', 'D1', 'A7', '1县', '平安考评'],
  };
};

const isBelow = (code: string, root: string): boolean => code.startsWith(root.replace(/(?:000)?(?:00)*$/, ''));

/** The place that a sentence ends with: the only rank that is told in words. */
const PLACE = /[，,;] ?(?:在[^，。]*地区中)?(?:并列|居|joint |ranked )[^，。;.]*/g;

/** Without what lawfully differs: which data it was, and ranks among regions that the key does not see. */
function comparable({ data, errors }: Answer, limited: boolean): string {
  const lawful = (name: string, value: unknown): unknown => {
    if (!limited) return value;
    if (name === 'sentence' && typeof value === 'string') return value.replace(PLACE, '');
    if (typeof value !== 'object' || value === null || !('__typename' in value)) return value;
    if (value.__typename === 'ValueSide') return { ...value, rank: null };
    if (value.__typename === 'Standing') return 'standing among others';
    return value.__typename === 'Rank' && 'scope' in value && value.scope === null ? 'rank among others' : value;
  };
  const told = errors?.map(({ message, path, extensions }) => ({
    message,
    // Which of several equal failures is met first is left to chance.
    path: path?.filter((step) => typeof step === 'string'),
    code: extensions.code,
  }));
  return JSON.stringify({ data, errors: told }, lawful, 1);
}

test.each(Object.keys(KEYS))('%s', { timeout: 600_000 }, async (name) => {
  const { reach = null, datasets: open = null, disclosure } = KEYS[name] ?? {};
  const key = keys.get(name) ?? '';
  const copy = await createTestDatabase({ of: origin.url });
  await prune(copy.db, { reach, datasets: open });
  const own = await serveWorld(copy);
  const { next, used } = randomQueries(
    whole.app.schema,
    vocabularyOf(reach),
    { pick, chance, between },
    disclosure === 'restricted' ? REFUSED_TO_RESTRICTED : [],
  );
  const differences: string[] = [];
  const asked = { queries: 0, answered: 0, tooLarge: 0 };
  try {
    for (let at = 0; at < QUERIES; at++) {
      const query = next();
      const [there, here] = await Promise.all([whole.ask(query, {}, key), own.ask(query, {}, key)]);
      asked.queries++;
      if (there.data && !there.errors) asked.answered++;
      if (
        [there, here].some(({ errors = [] }) => errors.some(({ extensions }) => TOO_MUCH.includes(extensions.code)))
      ) {
        asked.tooLarge++;
        continue;
      }
      if (there.errors?.some(({ extensions }) => extensions.code === 'INTERNAL')) differences.push(`${query} failed`);
      let [told, expected] = [comparable(there, reach !== null), comparable(here, reach !== null)];
      // Which of several failures takes an object away is left to chance: what really differs differs each time.
      const failed = [there, here].some(({ errors }) => errors !== undefined);
      for (let again = 0; failed && told !== expected && again < AGAIN; again++) {
        const both = await Promise.all([whole.ask(query, {}, key), own.ask(query, {}, key)]);
        [told = '', expected = ''] = both.map((answer) => comparable(answer, reach !== null));
      }
      if (told !== expected) differences.push(difference(query, told, expected));
    }
  } finally {
    await own.close();
  }
  expect(differences).toEqual([]);
  // Enough of the schema was asked, and enough of it was answered, for that to say something.
  expect(used.size).toBeGreaterThan(500);
  expect(asked.answered).toBeGreaterThan(QUERIES / 8);
  expect(asked.tooLarge).toBeLessThan(QUERIES / 10);
});

function difference(query: string, told: string, expected: string): string {
  const [theirs, own] = [told.split('\n'), expected.split('\n')];
  const at = theirs.findIndex((line, index) => line !== own[index]);
  return [
    query,
    ...theirs.slice(Math.max(0, at - 12), at + 3),
    '--- with nothing else:',
    ...own.slice(at, at + 3),
  ].join('\n');
}
