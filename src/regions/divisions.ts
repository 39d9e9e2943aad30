import { AnlanError } from '../kernel/errors.ts';
import changes from './data/county-changes.json' with { type: 'json' };
import { DIVISION_TABLES, type Division, divisionsFolder, readDivisionTable } from './division-tables.ts';
import type { RegionLevel } from './region.ts';
import type { RegionRow } from './region-row.ts';
import { codesAbove, levelOfCode, twelveDigits } from './statutory-code.ts';

export interface DivisionsOptions {
  /** Codes or their leading digits, such as '35' or '3505'; what lies above them comes along. All of China when left out. */
  readonly within?: readonly string[] | undefined;
  /** Where the tables are, when not in the npm package. */
  readonly folder?: string | undefined;
}

/** Levels of the statistical code that some places do not have; what lies below them belongs to the place above. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  '市辖区',
  '县',
  '省直辖县级行政区划',
  '自治区直辖县级行政区划',
  '自治区直辖县级行政单位',
]);

const LEVELS = {
  provinces: 'province',
  cities: 'city',
  areas: 'county',
  streets: 'township',
  villages: 'village',
} as const;
const DIGITS: Readonly<Partial<Record<RegionLevel, number>>> = {
  province: 2,
  city: 4,
  county: 6,
  township: 9,
  village: 12,
};

type Draft = RegionRow & { readonly aliases: string[] };

/**
 * The statistical divisions of 2023 from the root down, with 12-digit codes: some 665,000 in all.
 * Placeholders are left out, their codes kept as aliases of the place above; so are counties that only repeat a city
 * without counties (东莞市), and codes and names of counties that passed into another since 2020.
 * @throws AnlanError CONFIGURATION without the package, BAD_USER_INPUT when nothing lies within
 */
export async function* readDivisions(options: DivisionsOptions = {}): AsyncGenerator<RegionRow> {
  const folder = options.folder ?? divisionsFolder();
  const within = options.within?.map(leadingDigits);
  const wanted = (code: string) => within === undefined || within.some((digits) => onTheWay(code, digits));
  const standsFor = new Map<string, string>();
  const counties = new Map<string, number>();
  const upper = new Map<string, Draft>();

  for await (const { parent } of readDivisionTable(folder, 'areas'))
    counties.set(parent, (counties.get(parent) ?? 0) + 1);

  for (const table of DIVISION_TABLES) {
    const level = LEVELS[table];
    const keep = level === 'province' || level === 'city' || level === 'county';
    for await (const division of readDivisionTable(folder, table, wanted)) {
      const code = padded(division.code);
      const parentCode = level === 'province' ? null : above(division, standsFor);
      const parent = parentCode === null ? undefined : upper.get(parentCode);
      if (parentCode !== null && repeats(division, code, parentCode, parent, counties)) {
        standsFor.set(code, parentCode);
        if (code !== parentCode) parent?.aliases.push(code);
      } else if (keep) {
        upper.set(code, { ...rowOf(division, code, parentCode, level), aliases: [] });
      } else {
        yield rowOf(division, code, parentCode, level);
      }
    }
    if (level === 'county') {
      requireSome(upper, within);
      addGoneCounties(upper);
      yield* upper.values();
    }
  }
}

/** A parent that the code tells anyway is left out, so that a place moved under a functional zone stays there. */
function rowOf({ name }: Division, code: string, parentCode: string | null, level: RegionLevel): RegionRow {
  const told = codesAbove(code)[0] === parentCode;
  return { code, name, parentCode: told ? null : parentCode, level, kind: 'statutory' };
}

function repeats(
  division: Division,
  code: string,
  parentCode: string,
  parent: RegionRow | undefined,
  counties: ReadonlyMap<string, number>,
): boolean {
  if (PLACEHOLDERS.has(division.name) || code === parentCode) return true;
  return parent?.name === division.name && counties.get(division.parent) === 1;
}

function above({ parent }: Division, standsFor: ReadonlyMap<string, string>): string {
  let code = padded(parent);
  for (let next = standsFor.get(code); next !== undefined && next !== code; next = standsFor.get(code)) code = next;
  return code;
}

function addGoneCounties(upper: ReadonlyMap<string, Draft>): void {
  for (const { code, name, successor } of changes.gone) {
    const into = upper.get(padded(successor));
    if (into === undefined) continue;
    into.aliases.push(padded(code));
    if (name !== into.name) into.aliases.push(name);
  }
}

function requireSome(upper: ReadonlyMap<string, Draft>, within: readonly string[] | undefined): void {
  for (const digits of within ?? []) {
    if ([...upper.keys()].some((code) => code.startsWith(digits.slice(0, 6)))) continue;
    throw new AnlanError(
      'BAD_USER_INPUT',
      `expected the leading digits of a division, such as 35 for 福建省, got ${digits}`,
      {
        found: digits,
      },
    );
  }
}

function leadingDigits(code: string): string {
  const level = levelOfCode(twelveDigits(code) ?? '');
  const digits = level === null ? undefined : DIGITS[level];
  return code.slice(0, digits ?? code.length);
}

const onTheWay = (code: string, digits: string): boolean => code.startsWith(digits) || digits.startsWith(code);

const padded = (code: string): string => code.padEnd(12, '0');
