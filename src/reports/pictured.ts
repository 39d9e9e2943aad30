import type { ScorecardQuery } from '../../schema/generated/graphql.ts';
import { HEADLINE } from '../client/headline.ts';
import { parsePeriod, yearPeriod } from '../kernel/period.ts';
import { isOpen, lastDay, periodsBetween, yearBefore } from '../kernel/period-steps.ts';

const PICTURES = 8;
const KEY_FIGURES: readonly string[] = HEADLINE;

/** The indicators that are drawn: key figures first, those that can be judged, with a value. */
export function picturedIn({ region }: Pick<ScorecardQuery, 'region'>): readonly string[] {
  const place = (code: string): number => {
    const at = KEY_FIGURES.indexOf(code);
    return at === -1 ? KEY_FIGURES.length : at;
  };
  return (region?.indicators ?? [])
    .filter(({ indicator, value }) => value !== null && indicator.direction !== 'NONE')
    .map(({ indicator }) => indicator.code)
    .toSorted((a, b) => place(a) - place(b))
    .slice(0, PICTURES);
}

/** The months of the year in which a period ends, up to its end, after those of the year before. */
export function monthsOf(code: string): readonly string[] {
  const period = parsePeriod(code);
  if (isOpen(period)) return [];
  const year = yearPeriod(Number(lastDay(period).slice(0, 4)));
  const now = periodsBetween(year, { ...year, end: period.end }, 'month');
  return [...now.flatMap((month) => yearBefore(month) ?? []), ...now].map((month) => month.code);
}
