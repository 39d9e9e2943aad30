import { ratings } from '../datasets/ratings.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { createRandom, type Random } from './random.ts';
import { ANHAI, HAICANG, type Unit } from './units.ts';

type Columns = typeof ratings.columns;
type UnitKind = keyof Columns['unitKind']['choices'];
export type RatingRecord = FileRecord<Columns>;

const SCHEME = '六守六无';
const ESTATES = '平安小区';
const YEARS = [2020, 2021, 2022];
/** Printed of 安海镇: villages with stars in 2020 and 2021, and enterprises in 2021. */
const ANHAI_VILLAGES: Readonly<Record<number, number>> = { 2020: 39, 2021: 37, 2022: 40 };
const ANHAI_ENTERPRISES: Readonly<Record<number, number>> = { 2020: 8, 2021: 10, 2022: 11 };
/** Printed of 海沧 in 2022: 52.4 % of the estates have five stars; 33 of 63. */
const HAICANG_FIVE_STARS: Readonly<Record<number, number>> = { 2020: 25, 2021: 29, 2022: 33 };
const ESTATE_COUNT = 63;

interface Rated {
  readonly name: string;
  readonly kind: UnitKind;
  readonly region: string;
  readonly stars: number;
}

/** Villages that applied, and the estates and enterprises of which something is printed. */
export function generateRatings(seed: number, units: readonly Unit[]): RatingRecord[] {
  const random = createRandom(seed);
  return units.flatMap((unit) => {
    const villages = unit.villages.filter((code) => !code.endsWith('000'));
    return YEARS.flatMap((year) =>
      [...ratedVillages(unit.code, villages, year, random), ...others(unit, villages, year)].map((one) =>
        ratingOf(one, year, random),
      ),
    );
  });
}

function ratedVillages(code: string, villages: readonly string[], year: number, random: Random): readonly Rated[] {
  const starred =
    code === ANHAI ? (ANHAI_VILLAGES[year] ?? 0) : Math.round(villages.length * (0.3 + 0.03 * (year - 2020)));
  const applied = Math.min(villages.length, starred + Math.max(2, Math.round(starred * 0.08)));
  return random
    .shuffled(villages)
    .slice(0, applied)
    .map((region, at) => ({
      name: `村居${region.slice(6)}`,
      kind: 'village',
      region,
      stars: at >= starred ? random.int(0, 2) : Number(random.weighted({ 3: 48, 4: 34, 5: 18 })),
    }));
}

function others({ code }: Unit, villages: readonly string[], year: number): readonly Rated[] {
  const named = (kind: UnitKind, name: string, count: number, starsOf: (at: number) => number): readonly Rated[] =>
    Array.from({ length: count }, (_, at) => ({
      name: `${name}${at + 1}`,
      kind,
      region: villages[at % villages.length] ?? code,
      stars: starsOf(at),
    }));
  if (code === ANHAI) return named('enterprise', '企业', ANHAI_ENTERPRISES[year] ?? 0, (at) => 3 + (at % 3));
  if (code === HAICANG)
    return named('estate', '小区', ESTATE_COUNT, (at) => (at < (HAICANG_FIVE_STARS[year] ?? 0) ? 5 : 2 + (at % 3)));
  return [];
}

function ratingOf({ name, kind, region, stars }: Rated, year: number, random: Random): RatingRecord {
  const score =
    stars >= 5
      ? random.int(950, 990)
      : stars === 4
        ? random.int(900, 949)
        : stars === 3
          ? random.int(800, 899)
          : random.int(600, 799);
  return {
    ...emptyRecord(ratings.columns),
    unit: name,
    unitKind: ratings.columns.unitKind.choices[kind].label.zh,
    region,
    scheme: kind === 'estate' ? ESTATES : SCHEME,
    year: String(year),
    stars: String(stars),
    score: (score / 10).toFixed(1),
    passed: stars >= 3 ? '是' : '否',
    vetoed: stars < 2 && random.chance(0.3) ? '是' : '否',
  };
}
