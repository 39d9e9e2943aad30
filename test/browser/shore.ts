import { mediations } from '../../src/datasets/mediations.ts';
import { surveyRates } from '../../src/datasets/survey-rates.ts';
import type { TestDatabase } from '../database.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';

export const SHORE = {
  province: '350000000000',
  city: '350500000000',
  county: '350501000000',
  township: '350501101000',
  village: '350501101201',
} as const;

/**
 * A province down to villages. 一县 found 10 disputes a month in 2021 and 8 in 2020, all resolved but two; 二县 a half of it
 * and did not report December; 三县 has reported nothing. One printed figure of 一县 reproduces its rate.
 */
export async function fillShore(db: TestDatabase['db']): Promise<void> {
  const land = seed(db);
  const province = await land.region('province', '福建省', null, { code: SHORE.province });
  const city = await land.region('city', '泉州市', province, { code: SHORE.city });
  const counties: SeedRegion[] = [];
  const villages: SeedRegion[] = [];
  for (const [at, name] of ['一', '二', '三'].entries()) {
    const county = await land.region('county', `${name}县`, city, { code: `35050${at + 1}000000` });
    const township = await land.region('township', `${name}镇`, county, { code: `35050${at + 1}101000` });
    counties.push(county);
    villages.push(await land.region('village', `${name}村`, township, { code: `35050${at + 1}101201` }));
  }
  const [first, second] = counties;
  const [here, there] = villages;
  if (first === undefined || second === undefined || here === undefined || there === undefined) {
    throw new Error('expected three counties');
  }
  const years = [
    [2020, 8],
    [2021, 10],
  ] as const;
  for (const [region, village, months, part] of [
    [first, here, 12, 1],
    [second, there, 11, 2],
  ] as const) {
    const rows = years.flatMap(([year, each]) =>
      Array.from({ length: months }, (_, month) => disputes(village.id, year, month + 1, each / part)).flat(),
    );
    await land.rows(mediations, rows, {
      fileName: `${village.code}.xlsx`,
      covers: { region, from: '2020-01-01', to: `2021-${String(months).padStart(2, '0')}-01` },
    });
  }
  await land.rows(
    surveyRates,
    counties.map((county, at) => ({
      round: '2021-H2',
      roundStart: '2021-07-01',
      roundEnd: '2022-01-01',
      instrument: 'A',
      question: 'safety',
      region: county.id,
      sample: 400,
      positive: 385 + at,
    })),
  );
  const source = await land.source('海岸日报', '2022-03-09');
  await land.figures(source, [
    {
      region: first,
      period: '2021',
      indicator: 'mediation.resolution_rate',
      printed: '98.33',
      low: 98.325,
      high: 98.335,
      unit: 'percent',
      quote: '化解率98.33%',
    },
  ]);
}

/** A dispute of May 2021 in 一村, in an import of its own. */
export async function addDispute(db: TestDatabase['db'], fileName: string): Promise<void> {
  const { id } = await db
    .selectFrom('regions')
    .select('id')
    .where('code', '=', SHORE.village)
    .executeTakeFirstOrThrow();
  const [one] = disputes(id, 2021, 5, 1);
  if (one === undefined) throw new Error('expected a dispute');
  await seed(db).rows(mediations, [{ ...one, serial: fileName }], { fileName });
}

function disputes(region: number, year: number, month: number, many: number): readonly SeedRow[] {
  const on = (day: number): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return Array.from({ length: many }, (_, at) => {
    const open = at === 0 && month <= 2;
    return {
      serial: `${region}-${year}-${month}-${at}`,
      region,
      foundOn: on(at + 1),
      acceptedOn: on(at + 1),
      closedOn: open ? null : on(at + 12),
      outcome: open ? 'pending' : 'resolved',
      type: at % 2 === 0 ? '邻里' : '物业',
      track: 'people',
    };
  });
}
