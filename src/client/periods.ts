/** What a course goes by. */
export const GRAINS = ['MONTH', 'QUARTER', 'HALF', 'YEAR'] as const;
export type Grain = (typeof GRAINS)[number];

export type PeriodForm = 'year' | 'half' | 'quarter' | 'month' | 'range';

/** The parts of a period code that the page can choose; null for other codes, which are shown as they are. */
export interface Chosen {
  readonly form: PeriodForm;
  readonly year: number;
  /** Half, quarter or month from 1; 1 for years. Of a range the last month. */
  readonly number: number;
}

const CODES = [
  ['year', /^(\d{4})$/],
  ['half', /^(\d{4})-H([12])$/],
  ['quarter', /^(\d{4})-Q([1-4])$/],
  ['month', /^(\d{4})-(\d\d)$/],
  ['range', /^(\d{4})-01\/\1-(\d\d)$/],
] as const satisfies readonly (readonly [PeriodForm, RegExp])[];

export function readPeriod(code: string): Chosen | null {
  for (const [form, pattern] of CODES) {
    const [, year, number = '1'] = pattern.exec(code) ?? [];
    if (year !== undefined) return { form, year: Number(year), number: Number(number) };
  }
  return null;
}

const two = (number: number): string => String(number).padStart(2, '0');

export function writePeriod({ form, year, number }: Chosen): string {
  switch (form) {
    case 'year':
      return String(year);
    case 'half':
      return `${year}-H${number}`;
    case 'quarter':
      return `${year}-Q${number}`;
    case 'month':
      return `${year}-${two(number)}`;
    case 'range':
      return `${year}-01/${year}-${two(number)}`;
    default:
      return form satisfies never;
  }
}

export const NUMBERS: Readonly<Record<PeriodForm, number>> = { year: 1, half: 2, quarter: 4, month: 12, range: 12 };

/** How far back the small chart of a card goes. */
export const COURSE_YEARS = 5;

/** The same period in the years up to it, oldest first; itself alone where it is of no known form. */
export function sameInYears(code: string, years: number): readonly string[] {
  const chosen = readPeriod(code);
  if (chosen === null) return [code];
  return Array.from({ length: years }, (_, back) => writePeriod({ ...chosen, year: chosen.year - (years - 1 - back) }));
}

export interface Course {
  readonly from: string;
  readonly to: string;
  readonly earlierFrom: string;
  readonly earlierTo: string;
}

/** How many years of a course fit on one picture; those of one year are compared with the year before. */
const YEARS: Readonly<Record<Grain, number>> = { MONTH: 1, QUARTER: 1, HALF: 5, YEAR: 8 };

/** The course that leads up to a period, and the one a year earlier. */
export function courseOf(code: string, grain: Grain, today: Date): Course {
  const year = readPeriod(code)?.year ?? (Number(/\d{4}/.exec(code)?.[0]) || today.getFullYear());
  const first = year - YEARS[grain] + 1;
  return {
    from: String(first),
    to: String(year),
    earlierFrom: String(first - 1),
    earlierTo: String(year - 1),
  };
}
