import { statistics } from '../datasets/statistics.ts';
import type { RegionTree } from '../regions/tree.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import type { DemoRecords } from './part.ts';
import { unitOf, unitsBelow } from './places.ts';
import { createRandom } from './random.ts';
import { FUJIAN, PUTIAN, QUANZHOU, SANMING, XIAMEN, ZHANGZHOU } from './units.ts';

type FigureRecord = FileRecord<typeof statistics.columns>;

/** Residents on 1 November 2020, as the seventh census counted them; the cities add up to the province. */
const CENSUS: Readonly<Record<string, number>> = {
  [FUJIAN]: 41_540_086,
  '350100000000': 8_291_268,
  [XIAMEN]: 5_163_970,
  [PUTIAN]: 3_210_714,
  [SANMING]: 2_486_450,
  [QUANZHOU]: 8_782_285,
  [ZHANGZHOU]: 5_054_328,
  '350700000000': 2_680_645,
  '350800000000': 2_723_637,
  '350900000000': 3_146_789,
};
const CENSUS_DAY = 'as-of 2020-11-01';
const CENSUS_SOURCE = 'census-2020';
const MADE_UP = '演示用常住人口（合成，非统计数）';
/** Of the census: the years after it are made up too. */
const GROWTH: Readonly<Record<string, number>> = { '2020': 1, '2021': 1.004, '2022': 1.006 };
const PARTED = [QUANZHOU, XIAMEN, ZHANGZHOU, PUTIAN, SANMING];

/** Residents for rates per head: of the census for the cities; made up for their counties, and for later years. */
export function population(seed: number): readonly DemoRecords[] {
  const figures = { dataset: 'statistics', region: FUJIAN } as const;
  return [
    {
      ...figures,
      name: 'demo: residents of the census of 2020',
      synthetic: false,
      source: CENSUS_SOURCE,
      records: () => Object.entries(CENSUS).map(([code, people]) => residents(code, CENSUS_DAY, people, '')),
    },
    {
      ...figures,
      name: 'demo: synthetic residents',
      synthetic: true,
      source: MADE_UP,
      records: (tree) => Object.entries(GROWTH).flatMap(([year, growth]) => ofYear(tree, seed, year, growth)),
    },
  ];
}

function ofYear(tree: RegionTree, seed: number, year: string, growth: number): readonly FigureRecord[] {
  const grown = (code: string) => Math.round(((CENSUS[code] ?? 0) * growth) / 1000) * 1000;
  const later = year === '2020' ? [] : Object.keys(CENSUS).map((code) => residents(code, year, grown(code), MADE_UP));
  return [...later, ...PARTED.flatMap((city) => countiesOf(tree, seed, city, year, grown(city)))];
}

/** The people of a city over its counties, by how many villages they have. */
function countiesOf(tree: RegionTree, seed: number, city: string, year: string, people: number) {
  const random = createRandom(seed);
  const units = unitsBelow(tree, city).map((code) => unitOf(tree, code));
  const weights = units.map(({ villages }) => villages.length * random.int(80, 120));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return units.map(({ code }, at) => {
    const part = Math.round((people * (weights[at] ?? 0)) / whole / 100) * 100;
    return residents(code, year, part, MADE_UP);
  });
}

const residents = (region: string, period: string, people: number, source: string): FigureRecord => ({
  ...emptyRecord(statistics.columns),
  region,
  period,
  measure: '常住人口',
  value: `${people}人`,
  comparison: statistics.columns.comparison.choices.none.label.zh,
  source,
});
