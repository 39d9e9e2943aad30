import type { RegionTree } from '../regions/tree.ts';
import { ANHAI, quanzhouStories, sanmingStories } from './dispute-stories.ts';
import { generateDisputes } from './disputes.ts';
import { musters, SANMING } from './musters.ts';
import { unitOf, unitsBelow } from './places.ts';
import { type PrintedRate, printedRates } from './printed-rates.ts';
import { generateSurveys, recordsOfPrinted } from './surveys.ts';
import { generateTeams } from './teams.ts';

/** Records of one dataset, imported as one file. */
export interface DemoRecords {
  readonly name: string;
  readonly dataset: string;
  readonly synthetic: boolean;
  readonly region: string;
  readonly covers?: string;
  readonly source?: string;
  /** By column; every record has the same ones. The same tree gives the same records. */
  readonly records: (tree: RegionTree) => readonly Readonly<Record<string, string>>[];
}

const SEED = 20_220_309;
const FUJIAN = '350000000000';
const XIAMEN = '350200000000';
const QUANZHOU = '350500000000';
const JINJIANG = '350582000000';

/** Everything that is not a printed figure, in the order of import. */
export function demoRecords(figures: readonly Readonly<Record<string, string>>[]): readonly DemoRecords[] {
  const printed = printedRates(figures);
  return [...printedSurveys(printed), syntheticSurveys(printed), ...disputes, ...teams];
}

function printedSurveys(printed: readonly PrintedRate[]): readonly DemoRecords[] {
  const sources = new Set(printed.map(({ source }) => source));
  return [...sources].map((source) => ({
    name: `demo: printed survey rates, ${source}`,
    dataset: 'survey_rates',
    synthetic: false,
    region: FUJIAN,
    source,
    records: () => recordsOfPrinted(printed.filter((one) => one.source === source)),
  }));
}

function syntheticSurveys(printed: readonly PrintedRate[]): DemoRecords {
  const rounds = ['2020-H2', '2021-H1', '2021-H2', '2022-H1', '2022-H2'];
  return {
    name: 'demo: synthetic survey rates',
    dataset: 'survey_rates',
    synthetic: true,
    region: FUJIAN,
    records: (tree) =>
      generateSurveys(
        SEED,
        [
          { regions: unitsBelow(tree, FUJIAN), rounds, sample: [1000, 1600] },
          { regions: unitsBelow(tree, XIAMEN), rounds, sample: [280, 420] },
        ],
        printed,
      ),
  };
}

const syntheticDisputes = { dataset: 'mediations', synthetic: true } as const;

const disputes: readonly DemoRecords[] = [
  {
    ...syntheticDisputes,
    name: 'demo: synthetic mediations, 泉州市',
    region: QUANZHOU,
    covers: '2020-01/2022-12',
    records: (tree) => {
      const counties = unitsBelow(tree, QUANZHOU);
      const units = counties.map((code) => unitOf(tree, code, code === JINJIANG ? [ANHAI] : []));
      return generateDisputes(SEED, quanzhouStories(SEED, [...units, unitOf(tree, ANHAI)]));
    },
  },
  {
    ...syntheticDisputes,
    name: 'demo: synthetic mediations, 三明市',
    region: SANMING,
    covers: '2020-01/2021-12',
    records: (tree) => generateDisputes(SEED, sanmingStories(unitOf(tree, SANMING).villages)),
  },
];

const teams: readonly DemoRecords[] = [
  teamsOf('厦门市', XIAMEN, '2021-01/2023-03', (tree) => unitsBelow(tree, XIAMEN)),
  teamsOf('三明市', SANMING, '2021-01/2021-12', () => [SANMING]),
  teamsOf('泉州市', QUANZHOU, '2021-01/2022-12', (tree) => unitsBelow(tree, QUANZHOU)),
];

function teamsOf(
  city: string,
  region: string,
  covers: string,
  units: (tree: RegionTree) => readonly string[],
): DemoRecords {
  return {
    name: `demo: synthetic patrol teams, ${city}`,
    dataset: 'patrol_teams',
    synthetic: true,
    region,
    covers,
    records(tree) {
      const musterings = musters(
        SEED,
        units(tree).map((code) => unitOf(tree, code)),
      );
      return generateTeams(SEED, musterings);
    },
  };
}
