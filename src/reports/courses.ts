import type { ScorecardCoursesQuery, ScorecardQuery } from '../../schema/generated/graphql.ts';

/** A year by month beside the year before. */
export interface Course {
  readonly title: string;
  readonly sign: string;
  readonly bars: boolean;
  readonly years: readonly [before: string, now: string];
  readonly now: readonly (number | null)[];
  readonly before: readonly (number | null)[];
  /** Every month that has a value, in words: what the picture says. */
  readonly said: string;
}

const COURSES = 6;
/** Fewer months are no course. */
const LEAST = 3;

type Values = NonNullable<ScorecardQuery['region']>['indicators'];

export function coursesOf(
  values: Values,
  pictured: readonly string[],
  answer: ScorecardCoursesQuery | null,
): readonly Course[] {
  const rows = answer?.indicatorTable.rows ?? [];
  const middle = rows.length / 2;
  const courses = pictured.flatMap((code, at): readonly Course[] => {
    const indicator = values.find((one) => one.indicator.code === code)?.indicator;
    const cells = rows.flatMap((row) => row.values[at] ?? []);
    const numbers = cells.map(({ value }) => value);
    if (indicator === undefined || numbers.slice(middle).filter((value) => value !== null).length < LEAST) return [];
    return [
      {
        title: indicator.name,
        sign: indicator.unit.symbol === '%' ? '%' : '',
        bars: indicator.kind === 'COUNT',
        years: [rows[0]?.period.slice(0, 4) ?? '', rows.at(-1)?.period.slice(0, 4) ?? ''],
        before: numbers.slice(0, middle),
        now: numbers.slice(middle),
        said: cells
          .filter(({ value }) => value !== null)
          .map(({ periodLabel, formatted }) => `${periodLabel} ${formatted}`)
          .join('; '),
      },
    ];
  });
  return courses.slice(0, COURSES);
}
