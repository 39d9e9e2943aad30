import type { RegionTree } from '../regions/tree.ts';
import { caseStories } from './case-stories.ts';
import { generateCases } from './cases.ts';
import { generateClaims } from './claims.ts';
import { cityStories, sanmingStories } from './dispute-stories.ts';
import { generateDisputes } from './disputes.ts';
import { generateGrids } from './grids.ts';
import { drawIncidentYears, generateIncidents, taizhouYears } from './incidents.ts';
import { generateInspections } from './inspections.ts';
import { musters } from './musters.ts';
import type { DemoRecords } from './part.ts';
import { generatePatrols } from './patrols.ts';
import { unitOf, unitsBelow } from './places.ts';
import { generatePolicies } from './policies.ts';
import { generateRatings } from './ratings.ts';
import { generateRewards } from './rewards.ts';
import { generateTeams } from './teams.ts';
import { generateTickets } from './tickets.ts';
import {
  ANHAI,
  JIANNING,
  JINJIANG,
  PUTIAN,
  QUANZHOU,
  SANMING,
  TAIZHOU,
  type Unit,
  XIAMEN,
  ZHANGZHOU,
} from './units.ts';

type Records = ReturnType<DemoRecords['records']>;

interface City {
  readonly name: string;
  readonly code: string;
  readonly units: (tree: RegionTree) => readonly Unit[];
}

const counties = (name: string, code: string): City => ({
  name,
  code,
  units: (tree) => unitsBelow(tree, code).map((county) => unitOf(tree, county)),
});

/** 安海镇 has stories of its own beside those of 晋江市. */
const quanzhou: City = {
  name: '泉州市',
  code: QUANZHOU,
  units: (tree) => [
    ...unitsBelow(tree, QUANZHOU).map((code) => unitOf(tree, code, code === JINJIANG ? [ANHAI] : [])),
    unitOf(tree, ANHAI),
  ],
};
const xiamen = counties('厦门市', XIAMEN);
const zhangzhou = counties('漳州市', ZHANGZHOU);
const putian = counties('莆田市', PUTIAN);
const sanming = counties('三明市', SANMING);
const whole = (name: string, code: string): City => ({ name, code, units: (tree) => [unitOf(tree, code)] });
const sanmingWhole = whole('三明市', SANMING);
const taizhou = whole('台州市', TAIZHOU);

const THREE_YEARS = '2020-01/2022-12';

/** Synthetic records of 泉州 and its neighbours, and of what is printed of 台州, in the order of import. */
export function cityRecords(seed: number): readonly DemoRecords[] {
  const part = (
    dataset: string,
    words: string,
    city: City,
    covers: string,
    generate: (units: readonly Unit[], tree: RegionTree) => Records,
  ): DemoRecords => ({
    name: `demo: synthetic ${words}, ${city.name}`,
    dataset,
    synthetic: true,
    region: city.code,
    covers,
    records: (tree) => generate(city.units(tree), tree),
  });
  const parts = (
    dataset: string,
    words: string,
    cities: readonly City[],
    covers: string,
    generate: (units: readonly Unit[], tree: RegionTree) => Records,
  ) => cities.map((city) => part(dataset, words, city, covers, generate));

  const disputes = (units: readonly Unit[]) => generateDisputes(seed, cityStories(seed, units));
  const cases = (units: readonly Unit[]) => generateCases(seed, caseStories(seed, units));
  const teams = (units: readonly Unit[]) => generateTeams(seed, musters(seed, units));
  const incidents = (units: readonly Unit[]) => generateIncidents(seed, units, drawIncidentYears);
  return [
    ...parts('mediations', 'mediations', [quanzhou, xiamen, zhangzhou, putian], THREE_YEARS, disputes),
    part('mediations', 'mediations', sanmingWhole, '2020-01/2021-12', ([unit]) =>
      generateDisputes(seed, sanmingStories(unit?.villages ?? [])),
    ),
    ...parts('cases', 'cases', [quanzhou, xiamen, zhangzhou, putian], THREE_YEARS, cases),
    part('cases', 'cases', sanming, THREE_YEARS, (units, tree) => cases([...units, unitOf(tree, SANMING)])),
    part('cases', 'cases', taizhou, '2017-01/2019-12', cases),
    ...parts('tickets', 'tickets', [quanzhou, xiamen, zhangzhou, putian, sanming], THREE_YEARS, (units) =>
      generateTickets(seed, units),
    ),
    part('patrol_teams', 'patrol teams', xiamen, '2021-01/2023-03', teams),
    part('patrol_teams', 'patrol teams', sanmingWhole, '2021-01/2021-12', teams),
    part('patrol_teams', 'patrol teams', counties('泉州市', QUANZHOU), '2021-01/2022-12', teams),
    ...parts('patrols', 'patrols', [quanzhou, xiamen], '2021-01/2023-01', (units) => generatePatrols(seed, units)),
    ...parts('grids', 'grids', [counties('泉州市', QUANZHOU), xiamen], THREE_YEARS, (units) =>
      generateGrids(seed, units),
    ),
    part('grids', 'grids', sanmingWhole, '2020-01/2021-12', (_units, tree) =>
      generateGrids(seed, [unitOf(tree, SANMING, [JIANNING]), unitOf(tree, JIANNING)]),
    ),
    part('grids', 'grids', taizhou, '2018-07/2019-12', (units) => generateGrids(seed, units)),
    ...parts('policies', 'insurance policies', [quanzhou, xiamen], '2018-01/2022-12', (units) =>
      generatePolicies(seed, units),
    ),
    ...parts('claims', 'insurance claims', [quanzhou, xiamen], '2018-01/2022-12', (units) =>
      generateClaims(seed, units),
    ),
    ...parts('incidents', 'incidents', [quanzhou, xiamen], THREE_YEARS, incidents),
    part('incidents', 'incidents', taizhou, '2018-01/2019-12', (units) =>
      generateIncidents(seed, units, () => taizhouYears),
    ),
    ...parts('inspections', 'inspections', [quanzhou, xiamen], THREE_YEARS, (units) =>
      generateInspections(seed, units),
    ),
    ...parts('ratings', 'ratings', [quanzhou, xiamen], THREE_YEARS, (units) => generateRatings(seed, units)),
    part('rewards', 'rewards', quanzhou, '2018-01/2022-12', (units) => generateRewards(seed, units)),
  ];
}
