import { assessments } from './assessments.ts';
import { cityRecords } from './city-records.ts';
import { goals } from './goals.ts';
import type { DemoRecords } from './part.ts';
import { unitsBelow } from './places.ts';
import { population } from './population.ts';
import { type PrintedRate, printedRates } from './printed-rates.ts';
import { generateSurveys, recordsOfPrinted } from './surveys.ts';
import { FUJIAN, PUTIAN, QUANZHOU, SANMING, XIAMEN, ZHANGZHOU, ZONE } from './units.ts';

const COUNTY_SAMPLE = [280, 420] as const;
/** Of the zone only ranks are printed for this round: its rates stay unknown. */
const ONLY_RANKS = '2021-H2';
const known = (region: string): boolean => region !== ZONE;
const SEED = 20_220_309;

/** Everything that is not a printed figure, in the order of import. */
export function demoRecords(figures: readonly Readonly<Record<string, string>>[]): readonly DemoRecords[] {
  const printed = printedRates(figures);
  return [
    ...printedSurveys(printed),
    syntheticSurveys(printed),
    ...cityRecords(SEED),
    ...population(SEED),
    goals,
    ...assessments(SEED),
  ];
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
  const rounds = ['2020-H1', '2020-H2', '2021-H1', '2021-H2', '2022-H1', '2022-H2'];
  const counties = [XIAMEN, QUANZHOU, ZHANGZHOU, PUTIAN, SANMING];
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
          ...counties.map((city) => ({ regions: unitsBelow(tree, city).filter(known), rounds, sample: COUNTY_SAMPLE })),
          { regions: [ZONE], rounds: rounds.filter((round) => round !== ONLY_RANKS), sample: COUNTY_SAMPLE },
        ],
        printed,
      ),
  };
}
