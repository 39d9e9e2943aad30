import { mediations } from '../../src/datasets/mediations.ts';
import { patrolTeams } from '../../src/datasets/patrol-teams.ts';
import { surveyRates } from '../../src/datasets/survey-rates.ts';
import type { TestDatabase } from '../database.ts';
import { type SeedRow, seed } from '../seed.ts';

export const COUNTIES = 12;
export const countyCode = (number: number): string => `3505${String(number).padStart(2, '0')}000000`;

/** 泉州市 with twelve counties of one township each: county n found 10n disputes in 2021 and resolved 8n + 1 of them. */
export async function fillLand(db: TestDatabase['db']): Promise<void> {
  const land = seed(db);
  const province = await land.region('province', '福建省', null, { code: '350000000000' });
  const city = await land.region('city', '泉州市', province, { code: '350500000000' });
  const rows: SeedRow[] = [];
  const teams: SeedRow[] = [];
  const rates: SeedRow[] = [];
  for (let number = 1; number <= COUNTIES; number++) {
    const county = await land.region('county', `第${number}县`, city, { code: countyCode(number) });
    const township = await land.region('township', `第${number}镇`, county, {
      code: countyCode(number).replace(/000000$/, '101000'),
    });
    for (const [year, found] of [
      [2020, 5],
      [2021, 10 * number],
    ] as const) {
      rows.push(...disputes(township.id, `${number}-${year}`, year, found, year === 2021 ? 8 * number + 1 : 4));
    }
    teams.push({
      code: `T${number}`,
      region: township.id,
      kind: number % 2 === 0 ? 'volunteer' : 'full_time',
      members: 10 + number,
      establishedOn: '2019-03-01',
    });
    rates.push(
      ...['2020', '2021'].map((year) => ({
        round: year,
        roundStart: `${year}-01-01`,
        roundEnd: `${Number(year) + 1}-01-01`,
        instrument: 'A',
        question: 'safety',
        region: county.id,
        sample: 400,
        positive: 380 + number,
      })),
    );
  }
  const covers = { region: city, from: '2020-01-01', to: '2021-12-01' };
  await land.rows(mediations, rows, { fileName: '2021年台账.xlsx', covers });
  await land.rows(patrolTeams, teams, { covers });
  await land.rows(surveyRates, rates);
}

function disputes(region: number, prefix: string, year: number, found: number, resolved: number): SeedRow[] {
  return Array.from({ length: found }, (_, at) => ({
    serial: `${prefix}-${String(at).padStart(3, '0')}`,
    region,
    foundOn: `${year}-03-01`,
    acceptedOn: `${year}-03-02`,
    closedOn: at < resolved ? `${year}-04-01` : null,
    outcome: at < resolved ? 'resolved' : 'pending',
    type: at % 2 === 0 ? '邻里' : '物业',
    track: 'people',
    parties: 2,
    amount: at === 0 ? 123_456 : null,
    performed: at < resolved ? true : null,
    agreement: 'written',
  }));
}
