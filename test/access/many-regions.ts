import { sql } from 'kysely';
import { datasets } from '../../src/datasets/index.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import type { TestDatabase } from '../database.ts';
import { randomness, rowMakers } from '../figures/random-rows.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';

const { pick, chance, between, day, shift } = randomness(77_230);

const makers: Readonly<Record<string, (at: number) => SeedRow>> = {
  ...rowMakers,
  mediations: (at) => {
    const acceptedOn = day(between(330, 1160));
    const outcome = pick(['resolved', 'resolved', 'failed', 'pending']);
    return {
      serial: `D${at}`,
      acceptedOn,
      closedOn: outcome === 'pending' ? null : shift(acceptedOn, between(0, 60)),
      outcome,
      type: pick(['邻里', '物业', '婚姻家庭']),
      parties: between(1, 9),
      amount: chance(0.7) ? between(0, 9_999_999) : null,
    };
  },
  patrolTeams: (at) => ({
    code: `T${at}`,
    kind: pick(['full_time', 'volunteer']),
    members: between(1, 60),
    establishedOn: day(between(0, 1000)),
  }),
  surveyRates: (at) => {
    const year = 2020 + (at % 3);
    const sample = between(300, 900);
    return {
      round: `${year}`,
      roundStart: `${year}-01-01`,
      roundEnd: `${year + 1}-01-01`,
      instrument: 'A',
      question: pick(['safety', 'enforcement']),
      sample,
      positive: between(Math.floor(sample * 0.85), sample),
    };
  },
  targets: () => {
    const year = between(2020, 2022);
    return {
      indicator: pick(['mediation.resolution_rate', 'survey.safety_rate', 'case.clearance_rate']),
      period: `${year}`,
      periodStart: `${year}-01-01`,
      periodEnd: `${year + 1}-01-01`,
      kind: 'at_least',
      value: between(50, 99),
    };
  },
};

/** A province of two cities, six counties, twelve townships and their villages, with rows of every dataset everywhere. */
export async function fillManyRegions({ db, pool }: Pick<TestDatabase, 'db' | 'pool'>): Promise<readonly SeedRegion[]> {
  const world = seed(db);
  const regions: SeedRegion[] = [];
  const add = async (level: SeedRegion['level'], name: string, parent: SeedRegion | null, code: string) => {
    const region = await world.region(level, name, parent, { code });
    regions.push(region);
    return region;
  };
  const province = await add('province', '甲省', null, '350000000000');
  for (const city of [1, 2]) {
    const cityPlace = await add('city', `第${city}市`, province, `350${city}00000000`);
    for (const county of [1, 2, 3]) {
      const countyCode = `350${city}0${county}`;
      const countyPlace = await add('county', `${city}市${county}县`, cityPlace, `${countyCode}000000`);
      for (const town of [1, 2]) {
        const township = await add('township', `${city}${county}${town}镇`, countyPlace, `${countyCode}10${town}000`);
        await add('village', `${city}${county}${town}村`, township, `${countyCode}10${town}201`);
      }
    }
  }
  const counties = regions.filter(({ level }) => level === 'county');
  const below = (above: SeedRegion) => regions.filter(({ path }) => path.includes(above.id));
  for (const [name, make] of Object.entries(makers)) {
    const dataset = Object.entries(datasets).find(([own]) => own === name)?.[1];
    if (dataset === undefined) throw new Error(`expected a dataset ${name}`);
    const bring = (homes: readonly SeedRegion[], first: number, count: number, given: SeedRegion) => {
      const rows = Array.from({ length: count }, (_, at) => ({ ...make(first + at), region: pick(homes).id }));
      const keyOf = (row: SeedRow) => dataset.key.map((column) => row[column]).join('|');
      return world.rows(dataset, [...new Map(rows.map((row) => [keyOf(row), row])).values()], {
        fileName: `${name}-${given.code}.csv`,
        covers: { region: given, from: '2020-06-01', to: '2022-12-01' },
      });
    };
    const lowest = regions.filter(({ level }) => (name === 'surveyRates' ? level === 'county' : level !== 'province'));
    await bring(lowest, 0, 260, province);
    // Each county brings a file of its own, and corrects it.
    for (const [at, county] of counties.entries()) {
      const homes = below(county).filter((home) => lowest.includes(home));
      if (name === 'targets' || chance(0.5)) continue;
      await bring(homes, 1000 * (at + 1), 30, county);
      await bring(homes, 1000 * (at + 1) + 20, 20, county);
    }
    const wrong = await bring(lowest, 300, 10, province);
    await undoImport({ pool, datasets: Object.values(datasets), importId: wrong, commit: true });
  }
  await bringAssessments(world, regions, { pick, chance, between });
  const source = await world.source('公报', '2022-03-01');
  await world.figures(
    source,
    regions
      .filter(({ level }) => level !== 'village')
      .flatMap((region) =>
        ['population.resident', 'mediation.found'].map((indicator) => ({
          region,
          indicator,
          period: '2021',
          printed: String(between(20, 900_000)),
          unit: 'person',
        })),
      ),
  );
  await sql`/* test.issues */ insert into import_issues (import_id, ordinal, severity, code, message)
    select id, 1, 'warning', 'odd_cell', 'of ' || file_name from imports where kind = 'data'`.execute(db);
  await world.tree([{ code: '350201101000', name: '改名镇', parentCode: '350201000000' }]);
  await sql`/* test.times */ update imports
    set committed_at = (timestamp '2023-01-01' + id * interval '1 hour') at time zone 'UTC',
      started_at = timestamptz '2023-01-01'`.execute(db);
  return regions;
}

type World = ReturnType<typeof seed>;
type Dice = Pick<ReturnType<typeof randomness>, 'pick' | 'chance' | 'between'>;

const SCHEME = '平安考评';
const YEARS = [2020, 2021, 2022];
const RULES: readonly SeedRow[] = [
  { number: '1', item: '基础', section: 'base', method: 'fixed', points: 60 },
  {
    number: '2',
    item: '化解',
    section: 'score',
    indicator: 'mediation.resolution_rate',
    low: 40,
    high: 100,
    points: 20,
  },
  { number: '3', item: '排查', section: 'score', indicator: 'mediation.found', low: 0, high: 90, points: 10, cap: 8 },
  { number: '4', item: '事故', section: 'deduction', reading: 'events', method: 'each', points: 2 },
].map((line) => ({ reading: line.section === 'score' ? 'value' : null, method: 'linear', ...line }));

/** Each city assesses its counties, townships and villages by rules of its own. */
async function bringAssessments(world: World, regions: readonly SeedRegion[], { pick, chance, between }: Dice) {
  for (const city of regions.filter(({ level }) => level === 'city')) {
    const units = regions.filter(({ path, level }) => path.includes(city.id) && level !== 'city');
    const given = { covers: { region: city, from: '2020-06-01', to: '2022-12-01' } };
    const each = (make: (year: number) => readonly SeedRow[]) =>
      YEARS.flatMap((year) => make(year).map((row) => ({ scheme: SCHEME, year, ...row })));
    const rules = each(() => RULES.map((rule) => ({ ...rule, region: city.id })));
    await world.rows(datasets.assessmentRules, rules, { ...given, fileName: `rules-${city.code}.csv` });
    const assessed = each(() => units.map(({ id }) => ({ region: id, peerGroup: pick(['甲组', '乙组']) })));
    await world.rows(datasets.assessmentUnits, assessed, { ...given, fileName: `units-${city.code}.csv` });
    const events = Array.from({ length: 60 }, (_, at) => ({
      serial: `${city.code}-${at}`,
      scheme: SCHEME,
      item: '事故',
      region: pick(units).id,
      happenedOn: `${pick(YEARS)}-0${between(1, 9)}-15`,
      size: chance(0.5) ? between(1, 4) : null,
    }));
    await world.rows(datasets.assessmentEvents, events, { ...given, fileName: `events-${city.code}.csv` });
  }
}
